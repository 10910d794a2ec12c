package io.mltwin.compute.jobs;

import static io.mltwin.armweb.ArmErrors.resourceNotFound;
import static io.mltwin.compute.jobs.JobErrors.immutable;
import static io.mltwin.compute.jobs.JobErrors.notAJob;
import static io.mltwin.machinelearning.UserErrors.invalid;
import static io.mltwin.machinelearning.UserErrors.invalidIf;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.Caller;
import io.mltwin.compute.access.Actor;
import io.mltwin.compute.encryption.OpenWorkspace;
import io.mltwin.compute.encryption.RunHistory;
import io.mltwin.compute.execution.RunCancellation;
import io.mltwin.compute.jobs.JobType.NewJob;
import io.mltwin.compute.queries.PageBody;
import io.mltwin.compute.queries.QueryBody;
import io.mltwin.compute.runs.CreateRunRequest;
import io.mltwin.compute.runs.RunBody;
import io.mltwin.compute.runs.RunColumn;
import io.mltwin.compute.runs.RunOrder;
import io.mltwin.compute.runs.RunQueries;
import io.mltwin.compute.runs.RunSearch;
import io.mltwin.compute.runs.RunSelection;
import io.mltwin.compute.runs.RunService;
import io.mltwin.encoding.AsciiCase;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Jobs as runs of run history: submitted once, then only their texts change. */
@Singleton
class JobService {

    private static final List<String> FIXED = List.of("jobType", "computeId", "experimentName");
    private static final int PAGE = 100;

    /** What the address of a list's next page has in Azure ML. */
    private static final String SKIP = "$skip";

    private final RunService runs;
    private final RunQueries queries;
    private final RunCancellation cancellation;
    private final JobTypes types;

    JobService(RunService runs, RunQueries queries, RunCancellation cancellation, JobTypes types) {
        this.runs = runs;
        this.queries = queries;
        this.cancellation = cancellation;
        this.types = types;
    }

    /**
     * A PUT that is ready to be stored.
     *
     * @param job a new job, else null
     * @param change of the texts of a job that exists, else null
     */
    record Prepared(OpenWorkspace workspace, String name, NewJob job, CreateRunRequest change, Actor actor) {

        boolean isNew() {
            return job != null;
        }
    }

    Optional<RunBody> find(RunHistory history, String name) {
        return run(history, name).filter(run -> types.of(run).isPresent());
    }

    /**
     * A page of the jobs, newest first; trials and steps are listed as children of their runs.
     *
     * @throws io.mltwin.armweb.AzureException 400 for a {@code listViewType} or {@code $skip} that it cannot have
     */
    PageBody<RunBody> list(RunHistory history, Map<String, String> query) {
        String skip = query.get(SKIP);
        invalidIf(
                skip != null && !skip.matches("[0-9]{1,18}"),
                SKIP,
                "$skip is none that a nextLink of this list gave: follow nextLink as it is.");
        String jobType = query.get("jobtype");
        RunSelection selection = RunSelection.of(history.workspaceId())
                .none(RunColumn.PARENT_RUN_ID)
                .in(RunColumn.RUN_TYPE, types.runTypes(jobType));
        isArchived(query.get("listviewtype")).ifPresent(archived -> selection.equal(RunColumn.HIDDEN, archived));
        Predicate<RunBody> filter = run -> types.of(run).isPresent();
        return queries.search(
                history,
                RunSearch.of(
                        selection,
                        RunOrder.NEWEST_FIRST,
                        filter.and(ofType(jobType))
                                .and(ofSchedule(query.get("scheduled"), query.get("scheduleid")))
                                .and(run ->
                                        query.get("tag") == null || run.tags().containsKey(query.get("tag")))),
                new QueryBody(null, skip, null, PAGE));
    }

    Prepared prepare(OpenWorkspace workspace, ArmCall call, JobBody.Properties body) {
        Actor actor = actor(call.caller());
        JsonNode definition = call.body().path("properties");
        Optional<RunBody> existing = run(workspace.history(), call.id().name());
        String name = call.id().name();
        if (existing.isPresent()) {
            CreateRunRequest change = change(call.id().parent(), existing.get(), body, definition);
            return new Prepared(workspace, name, null, change, actor);
        }
        JobRequest request =
                new JobRequest(workspace, call.id(), definition, call.caller(), call.correlationId(), null);
        NewJob job = types.require(body.jobType()).prepare(request);
        return new Prepared(workspace, name, job, null, actor);
    }

    /** Submits a new job, or changes the texts of one that exists. */
    @Transactional
    RunBody put(Prepared prepared) {
        RunHistory history = prepared.workspace().history();
        if (prepared.isNew()) {
            prepared.job().add();
            return runs.get(history, null, prepared.name());
        }
        CreateRunRequest change = prepared.change();
        return runs.update(history, null, change.runId(), change, prepared.actor())
                .orElseThrow();
    }

    @Transactional
    void cancel(RunHistory history, ArmResourceId job) {
        find(history, job.name()).orElseThrow(() -> resourceNotFound(job));
        cancellation.cancel(history, null, job.name());
    }

    /** Returns the change that a PUT makes to a job that exists. */
    private CreateRunRequest change(
            ArmResourceId workspace, RunBody existing, JobBody.Properties body, JsonNode definition) {
        String name = existing.runId();
        JobType type = types.of(existing).orElseThrow(() -> notAJob(name));
        Stream.concat(FIXED.stream(), type.fixed().stream())
                .filter(field -> isChanged(workspace, field, definition, existing.runDefinition()))
                .findFirst()
                .ifPresent(field -> {
                    throw immutable(name, field);
                });
        return CreateRunRequest.of(name)
                .displayName(body.displayName())
                .description(body.description())
                .hidden(body.isArchived())
                .tags(body.tags())
                .build();
    }

    private Optional<RunBody> run(RunHistory history, String name) {
        return runs.status(history.workspaceId(), name).map(status -> runs.get(history, null, name));
    }

    private static boolean isChanged(ArmResourceId workspace, String field, JsonNode changed, JsonNode old) {
        JsonNode value = AssetIds.complete(workspace, field, changed.path(field));
        JsonNode before = AssetIds.complete(workspace, field, old.path(field));
        boolean isDefault = field.equals("experimentName") && value.asText().equals("Default");
        return changed.hasNonNull(field) && !value.equals(before) && !isDefault;
    }

    private static Predicate<RunBody> ofSchedule(String scheduled, String scheduleId) {
        return run -> {
            String schedule = run.properties().get(JobRequest.SCHEDULE);
            return (scheduled == null || Boolean.parseBoolean(scheduled) == (schedule != null))
                    && (scheduleId == null
                            || AsciiCase.equal(schedule, scheduleId.substring(scheduleId.lastIndexOf('/') + 1)));
        };
    }

    private static Predicate<RunBody> ofType(String jobType) {
        return run -> jobType == null
                || AsciiCase.equal(run.runDefinition().path("jobType").asText(), jobType);
    }

    /** Empty for archived jobs and others. */
    private static Optional<Boolean> isArchived(String listViewType) {
        return switch (listViewType == null ? "activeonly" : AsciiCase.lower(listViewType)) {
            case "all" -> Optional.empty();
            case "archivedonly" -> Optional.of(true);
            case "activeonly" -> Optional.of(false);
            default -> throw invalid("listViewType", "listViewType is one of ActiveOnly, ArchivedOnly and All.");
        };
    }

    private static Actor actor(Caller caller) {
        return new Actor(caller.objectId(), caller.tenantId(), caller.displayName(), null);
    }
}
