package io.mltwin.compute.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.AsciiCase;
import io.mltwin.armweb.Caller;
import io.mltwin.compute.access.Actor;
import io.mltwin.compute.execution.CommandRun;
import io.mltwin.compute.execution.ExecutionService;
import io.mltwin.compute.queries.QueryBody;
import io.mltwin.compute.runs.CreateRunBody;
import io.mltwin.compute.runs.RunBody;
import io.mltwin.compute.runs.RunQueries;
import io.mltwin.compute.runs.RunService;
import io.mltwin.compute.workspaces.Workspace;
import jakarta.inject.Singleton;
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

    JobService(RunService runs, RunQueries queries, ExecutionService execution) {
        this.runs = runs;
        this.queries = queries;
        this.execution = execution;
    }

    /** A job after a PUT. */
    record Stored(RunBody run, boolean isNew) {}

    Optional<RunBody> find(Workspace workspace, String name) {
        return run(workspace, name).filter(JobService::isJob);
    }

    /** Newest first. */
    List<RunBody> list(Workspace workspace, Map<String, String> query) {
        return queries.query(workspace, null, QueryBody.ALL).value().stream()
                .filter(JobService::isJob)
                .filter(view(query.get("listviewtype")))
                .toList();
    }

    Stored put(Workspace workspace, ArmCall call, CommandJobBody body, JsonNode definition) {
        String name = call.id().name();
        Optional<RunBody> existing = run(workspace, name);
        if (existing.isPresent()) {
            return new Stored(change(workspace, existing.get(), call, body, definition), false);
        }
        CommandRun run = JobRules.run(call.id(), body, definition);
        execution.submit(workspace, run, actor(call.caller()), call.correlationId());
        return new Stored(runs.get(workspace, null, name), true);
    }

    void cancel(Workspace workspace, ArmCall call) {
        find(workspace, call.id().name()).orElseThrow(() -> ArmErrors.resourceNotFound(call.id()));
        execution.cancel(workspace, null, call.id().name(), actor(call.caller()));
    }

    private RunBody change(
            Workspace workspace,
            RunBody existing,
            ArmCall call,
            CommandJobBody body,
            JsonNode definition) {
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
        CreateRunBody texts =
                new CreateRunBody(
                        name,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        body.displayName(),
                        body.description(),
                        body.isArchived(),
                        null,
                        null,
                        null,
                        body.tags(),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null);
        return runs.update(workspace, null, name, texts, actor(call.caller())).orElseThrow();
    }

    private Optional<RunBody> run(Workspace workspace, String name) {
        return runs.status(workspace.workspaceId(), name)
                .map(status -> runs.get(workspace, null, name));
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
