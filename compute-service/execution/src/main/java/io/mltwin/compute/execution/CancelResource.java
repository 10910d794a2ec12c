package io.mltwin.compute.execution;

import io.mltwin.compute.access.Operation;
import io.mltwin.compute.access.WorkspaceAuthorizer;
import io.mltwin.compute.encryption.RunHistory;
import io.mltwin.compute.runs.RunBody;
import io.mltwin.compute.runs.RunService;
import io.mltwin.compute.workspaces.WorkspacePath;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.jboss.resteasy.reactive.RestPath;

/** {@code POST R/cancel} of the current run history interface. */
@Path("/history/" + WorkspacePath.TEMPLATE)
public class CancelResource {

    private final WorkspaceAuthorizer access;
    private final RunCancellation cancellation;
    private final RunService runs;

    CancelResource(WorkspaceAuthorizer access, RunCancellation cancellation, RunService runs) {
        this.access = access;
        this.cancellation = cancellation;
        this.runs = runs;
    }

    @POST
    @Path("experiments/{experiment}/runs/{run}/cancel")
    public RunBody cancel(@BeanParam WorkspacePath path, @RestPath String experiment, @RestPath String run) {
        RunHistory history = access.open(path, Operation.CANCEL_RUN, run).history();
        cancellation.cancel(history, experiment, run);
        return runs.get(history, experiment, run);
    }
}
