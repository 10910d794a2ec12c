package io.mltwin.scoring.operations;

import io.mltwin.scoring.operations.OperationService.OperationBody;
import io.mltwin.scoring.workspaces.WorkspacePath;
import io.mltwin.tokencheck.CallerContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.jboss.resteasy.reactive.RestPath;

/** {@code /operations/{id}} of model management, what {@code Operation-Location} points at. */
@Path(WorkspacePath.TEMPLATE + "/operations")
public class OperationResource {

    private final OperationService operations;
    private final CallerContext caller;

    public OperationResource(OperationService operations, CallerContext caller) {
        this.operations = operations;
        this.caller = caller;
    }

    @GET
    @Path("{id}")
    public OperationBody get(@RestPath String id) {
        return operations.get(caller.caller(), WorkspacePath.of(caller.request()), id);
    }
}
