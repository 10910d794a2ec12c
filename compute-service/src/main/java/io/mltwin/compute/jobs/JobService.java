package io.mltwin.compute.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AsciiCase;
import io.mltwin.armweb.Caller;
import io.mltwin.compute.access.Actor;
import io.mltwin.compute.encryption.OpenWorkspace;
import io.mltwin.compute.encryption.RunHistory;
import io.mltwin.compute.execution.CommandRun;
import io.mltwin.compute.execution.ExecutionService;
import io.mltwin.compute.execution.ExecutionService.Submission;
import io.mltwin.compute.queries.QueryBody;
import io.mltwin.compute.runs.CreateRunRequest;
import io.mltwin.compute.runs.RunBody;
import io.mltwin.compute.runs.RunQueries;
import io.mltwin.compute.runs.RunService;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/** Jobs as runs of run history: submitted once, then only their texts change. */
@Singleton
class JobService {

    private static final List<String> FIXED =
            List.of("jobType", "command", "codeId", "environmentId", "computeId", "experimentName");

    private final RunService runs;
    private final RunQueries queries;
    private final ExecutionService execution;
    private final JobData data;

    JobService(RunService runs, RunQueries queries, ExecutionService execution, JobData data) {
        this.runs = runs;
        this.queries = queries;
        this.execution = execution;
        this.data = data;
    }

    /**
     * A PUT that is ready to be stored.
     *
     * @param submission of a new job, else null
     * @param change of the texts of a job that exists, else null
     */
    record Prepared(
            OpenWorkspace workspace, Submission submission, CreateRunRequest change, Actor actor) {

        boolean isNew() {
            return submission != null;
        }
    }

    Optional<RunBody> find(RunHistory history, String name) {
        return run(history, name).filter(JobService::isJob);
    }

    /** Newest first. */
    List<RunBody> list(RunHistory history, Map<String, String> query) {
        return queries.query(history, null, QueryBody.ALL).value().stream()
                .filter(JobService::isJob)
                .filter(view(query.get("listviewtype")))
                .toList();
    }

    Prepared prepare(OpenWorkspace workspace, ArmCall call, CommandJobBody body) {
        Actor actor = actor(call.caller());
        JsonNode definition = call.body().path("properties");
        Optional<RunBody> existing = run(workspace.history(), call.id().name());
        if (existing.isPresent()) {
            return new Prepared(workspace, null, change(existing.get(), body, definition), actor);
        }
        CommandRun run =
                data.resolve(workspace, call, JobValidator.readRun(call.id(), body, definition));
        return new Prepared(
                workspace,
                execution.prepare(workspace, run, actor, call.correlationId()),
                null,
                actor);
    }

    /** Submits a new job, or changes the texts of one that exists. */
    @Transactional
    RunBody put(Prepared prepared) {
        RunHistory history = prepared.workspace().history();
        if (prepared.isNew()) {
            execution.queue(prepared.submission());
            return runs.get(history, null, prepared.submission().given().runId());
        }
        CreateRunRequest change = prepared.change();
        return runs.update(history, null, change.runId(), change, prepared.actor()).orElseThrow();
    }

    @Transactional
    void cancel(RunHistory history, ArmResourceId job) {
        find(history, job.name()).orElseThrow(() -> ArmErrors.resourceNotFound(job));
        execution.cancel(history, null, job.name());
    }

    /** What a job that exists takes from a PUT. */
    private static CreateRunRequest change(
            RunBody existing, CommandJobBody body, JsonNode definition) {
        String name = existing.runId();
        if (!isJob(existing)) {
            throw JobErrors.notAJob(name);
        }
        for (String field : FIXED) {
            String changed = definition.path(field).asText(null);
            if (changed != null
                    && !Objects.equals(changed, existing.runDefinition().path(field).asText(null))
                    && !(field.equals("experimentName") && changed.equals("Default"))) {
                throw JobErrors.immutable(name, field);
            }
        }
        return CreateRunRequest.of(name)
                .displayName(body.displayName())
                .description(body.description())
                .hidden(body.isArchived())
                .tags(body.tags())
                .build();
    }

    private Optional<RunBody> run(RunHistory history, String name) {
        return runs.status(history.workspaceId(), name)
                .map(status -> runs.get(history, null, name));
    }

    private static boolean isJob(RunBody run) {
        return CommandRun.TYPE.equals(run.runType())
                && run.runDefinition() != null
                && run.runDefinition().hasNonNull("jobType");
    }

    private static Predicate<RunBody> view(String listViewType) {
        return switch (listViewType == null ? "activeonly" : AsciiCase.lower(listViewType)) {
            case "all" -> run -> true;
            case "archivedonly" -> RunBody::hidden;
            case "activeonly" -> run -> !run.hidden();
            default ->
                    throw JobErrors.invalid(
                            "listViewType",
                            "listViewType is one of ActiveOnly, ArchivedOnly and All.");
        };
    }

    private static Actor actor(Caller caller) {
        return new Actor(caller.objectId(), caller.tenantId(), caller.displayName(), null);
    }
}
