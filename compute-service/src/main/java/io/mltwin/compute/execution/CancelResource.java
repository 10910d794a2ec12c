package io.mltwin.compute.execution;

import io.mltwin.compute.access.Actor;
import io.mltwin.compute.access.Operation;
import io.mltwin.compute.access.WorkspaceAccess;
import io.mltwin.compute.runs.RunBody;
import io.mltwin.compute.runs.RunService;
import io.mltwin.compute.workspaces.Workspace;
import io.mltwin.compute.workspaces.WorkspacePath;
import io.mltwin.tokencheck.CallerContext;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.jboss.resteasy.reactive.RestPath;

/** {@code POST R/cancel} of the current run history interface. */
@Path("/history/" + WorkspacePath.TEMPLATE)
public class CancelResource {

    private final WorkspaceAccess access;
    private final CallerContext caller;
    private final ExecutionService execution;
    private final RunService runs;

    CancelResource(
            WorkspaceAccess access,
            CallerContext caller,
            ExecutionService execution,
            RunService runs) {
        this.access = access;
        this.caller = caller;
        this.execution = execution;
        this.runs = runs;
    }

    @POST
    @Path("experiments/{experiment}/runs/{run}/cancel")
    public RunBody cancel(
            @BeanParam WorkspacePath path, @RestPath String experiment, @RestPath String run) {
        Workspace workspace = access.require(path, Operation.CANCEL_RUN, run);
        execution.cancel(workspace, experiment, run, Actor.of(caller.token()));
        return runs.get(workspace, experiment, run);
    }
}
