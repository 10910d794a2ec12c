package io.mltwin.compute.execution;

import static io.mltwin.armweb.AzureException.notBuilt;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.compute.access.Actor;
import io.mltwin.compute.access.Operation;
import io.mltwin.compute.access.WorkspaceAuthorizer;
import io.mltwin.compute.encryption.OpenWorkspace;
import io.mltwin.compute.encryption.RunHistory;
import io.mltwin.compute.workspaces.WorkspacePath;
import io.mltwin.tokencheck.CallerContext;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.RestPath;

/**
 * Azure ML's execution service ({@code /execution/v1.0}, 2020-09-23).
 *
 * <p>Deviation: runs are submitted with a snapshot; startrun answers 501.
 */
@Path("/execution/" + WorkspacePath.TEMPLATE)
public class ExecutionResource {

    private static final String EXPERIMENT = "experiments/{experiment}";

    private static final String WORKSPACES = "Microsoft.MachineLearningServices/workspaces/";

    /**
     * The permissions that "Enterprise security and governance", Authorization, names for "Run
     * experiment", besides submitting.
     */
    private static final String[] RUN_EXPERIMENT = {
        WORKSPACES + "read",
        WORKSPACES + "computes/read",
        WORKSPACES + "environments/read",
        WORKSPACES + "environments/write",
        WORKSPACES + "environments/build/action",
        WORKSPACES + "environments/readSecrets/action",
        WORKSPACES + "experiments/runs/write",
        WORKSPACES + "metadata/artifacts/write",
        WORKSPACES + "metadata/snapshots/read",
        WORKSPACES + "metadata/snapshots/write"
    };

    private final WorkspaceAuthorizer access;
    private final CallerContext caller;
    private final SnapshotRunHandler snapshotRuns;
    private final RunCancellation cancellation;
    private final LocalRuns locals;
    private final LocalRunArchive archive;

    ExecutionResource(
            WorkspaceAuthorizer access,
            CallerContext caller,
            SnapshotRunHandler snapshotRuns,
            RunCancellation cancellation,
            LocalRuns locals,
            LocalRunArchive archive) {
        this.access = access;
        this.caller = caller;
        this.snapshotRuns = snapshotRuns;
        this.cancellation = cancellation;
        this.locals = locals;
        this.archive = archive;
    }

    /** {@code StartRunResult}. */
    public record RunIdBody(String runId) {}

    @POST
    @Path(EXPERIMENT + "/snapshotrun")
    public RunIdBody snapshotRun(
            @BeanParam WorkspacePath path,
            @RestPath String experiment,
            @QueryParam("runId") String runId,
            JsonNode definition) {
        OpenWorkspace workspace = access.openAll(path, Operation.SUBMIT_RUN, RUN_EXPERIMENT);
        return new RunIdBody(snapshotRuns.submit(
                workspace, experiment, runId, definition, Actor.of(caller.token()), caller.correlationId()));
    }

    @POST
    @Path(EXPERIMENT + "/startrun")
    public void startRun(@BeanParam WorkspacePath path, @RestPath String experiment) {
        access.requireAll(path, Operation.SUBMIT_RUN, RUN_EXPERIMENT);
        throw notBuilt("startrun with a zip of the project (use snapshotrun)");
    }

    @POST
    @Path(EXPERIMENT + "/startlocalrun")
    public Response startLocalRun(
            @BeanParam WorkspacePath path,
            @RestPath String experiment,
            @QueryParam("runId") String runId,
            JsonNode definition) {
        OpenWorkspace workspace = access.openAll(path, Operation.SUBMIT_RUN, RUN_EXPERIMENT);
        LocalRuns.Started started = locals.start(
                workspace, experiment, runId, definition, Actor.of(caller.token()), caller.correlationId());
        return Response.ok(
                        archive.of(started.workspace(), started.run(), started.files()),
                        MediaType.APPLICATION_OCTET_STREAM_TYPE)
                .header("Cache-Control", "no-store")
                .build();
    }

    @POST
    @Path(EXPERIMENT + "/runId/{run}/cancel")
    public RunIdBody cancel(@BeanParam WorkspacePath path, @RestPath String experiment, @RestPath String run) {
        RunHistory history = access.open(path, Operation.CANCEL_RUN, run).history();
        cancellation.cancel(history, experiment, run);
        return new RunIdBody(run);
    }
}
