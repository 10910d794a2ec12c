package io.mltwin.compute.runs;

import static io.mltwin.armweb.ArmErrors.invalidRequestContentIf;
import static io.mltwin.encoding.Absence.orEmpty;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.Json;
import io.mltwin.compute.access.Actor;
import io.mltwin.compute.access.Operation;
import io.mltwin.compute.access.WorkspaceAuthorizer;
import io.mltwin.compute.encryption.OpenWorkspace;
import io.mltwin.compute.runs.RunBody.WarningBody;
import io.mltwin.compute.workspaces.WorkspacePath;
import io.mltwin.tokencheck.CallerContext;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jboss.resteasy.reactive.RestPath;

/** One run of run history ({@code /history/v1.0}, 2020-09-23), addressed with its experiment. */
@Path("/history/" + WorkspacePath.TEMPLATE)
public class RunResource {

    private static final String RUN = "experiments/{experiment}/runs/{run}";

    private final WorkspaceAuthorizer access;
    private final CallerContext caller;
    private final RunService runs;
    private final RunWriter writer;
    private final RunEvents events;
    private final RunLogs logs;
    private final RunOutputs outputs;

    RunResource(
            WorkspaceAuthorizer access,
            CallerContext caller,
            RunService runs,
            RunWriter writer,
            RunEvents events,
            RunLogs logs,
            RunOutputs outputs) {
        this.access = access;
        this.caller = caller;
        this.runs = runs;
        this.writer = writer;
        this.events = events;
        this.logs = logs;
        this.outputs = outputs;
    }

    /**
     * {@code PATCH R/tags} of the newer interface and {@code DELETE R/tags}: either field may lack.
     */
    public record TagsBody(List<String> tags, Map<String, String> tagsToModify, List<String> tagsToDelete) {}

    /** The refreshed token of a run. */
    public record TokenBody(String token, Instant expiryTimeUtc) {
        @Override
        public String toString() {
            return "run token until " + expiryTimeUtc;
        }
    }

    @GET
    @Path(RUN)
    public RunBody get(@BeanParam WorkspacePath path, @RestPath String experiment, @RestPath String run) {
        OpenWorkspace workspace = access.open(path, Operation.READ_RUN, run);
        return outputs.show(runs.get(workspace.history(), experiment, run), workspace.workspace());
    }

    @PATCH
    @Path(RUN)
    public RunBody write(
            @BeanParam WorkspacePath path, @RestPath String experiment, @RestPath String run, CreateRunRequest body) {
        OpenWorkspace workspace = access.open(path, Operation.WRITE_RUN, run);
        return writer.write(workspace, experiment, run, body, actor());
    }

    @GET
    @Path(RUN + "/details")
    public RunDetailsBody details(@BeanParam WorkspacePath path, @RestPath String experiment, @RestPath String run) {
        return details(path, access.open(path, Operation.READ_RUN, run), experiment, run);
    }

    @GET
    @Path("runs/{run}")
    public RunBody getWithoutExperiment(@BeanParam WorkspacePath path, @RestPath String run) {
        return get(path, null, run);
    }

    @PATCH
    @Path("runs/{run}")
    public RunBody writeWithoutExperiment(@BeanParam WorkspacePath path, @RestPath String run, CreateRunRequest body) {
        return writer.write(access.open(path, Operation.WRITE_RUN, run), null, run, body, actor());
    }

    @GET
    @Path("runs/{run}/details")
    public RunDetailsBody detailsWithoutExperiment(@BeanParam WorkspacePath path, @RestPath String run) {
        return details(path, null, run);
    }

    @DELETE
    @Path(RUN + "/tags")
    public RunBody deleteTags(
            @BeanParam WorkspacePath path, @RestPath String experiment, @RestPath String run, TagsBody body) {
        OpenWorkspace workspace = access.open(path, Operation.WRITE_RUN, run);
        invalidRequestContentIf(body == null || body.tags() == null, "Give {\"tags\": [names]}.");
        return runs.modifyTags(workspace.history(), experiment, run, Map.of(), body.tags(), actor());
    }

    @PATCH
    @Path(RUN + "/tags")
    public RunBody modifyTags(
            @BeanParam WorkspacePath path, @RestPath String experiment, @RestPath String run, TagsBody body) {
        OpenWorkspace workspace = access.open(path, Operation.WRITE_RUN, run);
        invalidRequestContentIf(
                body == null || body.tagsToModify() == null && body.tagsToDelete() == null,
                "Give tagsToModify or tagsToDelete.");
        return runs.modifyTags(
                workspace.history(),
                experiment,
                run,
                orEmpty(body.tagsToModify()),
                orEmpty(body.tagsToDelete()),
                actor());
    }

    @POST
    @Path(RUN + "/events")
    public Response event(
            @BeanParam WorkspacePath path, @RestPath String experiment, @RestPath String run, RunEventBody body) {
        OpenWorkspace workspace = access.open(path, Operation.WRITE_RUN, run);
        events.add(workspace.history(), experiment, run, java.util.Collections.singletonList(body));
        return Response.ok().build();
    }

    @POST
    @Path(RUN + "/token")
    public TokenBody refreshToken(@BeanParam WorkspacePath path, @RestPath String experiment, @RestPath String run) {
        OpenWorkspace workspace = access.open(path, Operation.REFRESH_TOKEN, run);
        RunToken token = writer.refresh(workspace, experiment, run, actor());
        return new TokenBody(token.value(), token.expires());
    }

    /** Addresses of logs open them, so they are for those alone who may read artifacts. */
    private RunDetailsBody details(WorkspacePath path, OpenWorkspace workspace, String experiment, String runId) {
        RunBody run = runs.get(workspace.history(), experiment, runId);
        boolean showsLogs = run.startTimeUtc() != null && access.permits(path, Operation.READ_ARTIFACTS, runId);
        return RunDetailsBody.of(
                outputs.show(run, workspace.workspace()),
                run.runDefinition() == null ? Json.object() : run.runDefinition(),
                showsLogs ? logs.logFiles(workspace.workspace(), runId) : Map.of());
    }

    private Actor actor() {
        return Actor.of(caller.token());
    }

    /** {@code RunDetails}: a run with its definition and logs, never with its token. */
    public record RunDetailsBody(
            String runId,
            String target,
            String status,
            Instant createdTimeUtc,
            Instant startTimeUtc,
            Instant endTimeUtc,
            JsonNode error,
            List<WarningBody> warnings,
            Map<String, String> tags,
            Map<String, String> properties,
            JsonNode parameters,
            JsonNode runDefinition,
            Map<String, String> logFiles,
            Map<String, String> services,
            Map<String, RunBody.AssetReferenceBody> outputs) {

        static RunDetailsBody of(RunBody run, JsonNode definition, Map<String, String> logFiles) {
            return new RunDetailsBody(
                    run.runId(),
                    run.target(),
                    run.status(),
                    run.createdUtc(),
                    run.startTimeUtc(),
                    run.endTimeUtc(),
                    run.error(),
                    run.warnings(),
                    run.tags(),
                    run.properties(),
                    run.parameters(),
                    definition,
                    logFiles,
                    Map.of(),
                    run.outputs());
        }
    }
}
