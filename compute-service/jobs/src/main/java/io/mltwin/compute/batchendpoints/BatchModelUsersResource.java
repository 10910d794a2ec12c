package io.mltwin.compute.batchendpoints;

import static io.mltwin.armweb.ArmErrors.invalidRequestContentIf;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.platform.ServiceName;
import io.mltwin.tokencheck.CallerContext;
import io.mltwin.tokencheck.ServiceCallers;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;

/** Tells scoring-service, which keeps models, what uses them at batch endpoints. */
@Path("/_internal/batch-deployments/models")
public class BatchModelUsersResource {

    private final CallerContext caller;
    private final ServiceCallers callers;
    private final BatchEndpointService endpoints;

    BatchModelUsersResource(CallerContext caller, ServiceCallers callers, BatchEndpointService endpoints) {
        this.caller = caller;
        this.callers = callers;
        this.endpoints = endpoints;
    }

    @GET
    public List<BatchEndpointService.ModelUser> list(@QueryParam("workspace") String workspaceId) {
        callers.requireOneOf(caller, ServiceName.SCORING);
        invalidRequestContentIf(workspaceId == null, "Give ?workspace= with the workspace's id.");
        return endpoints.modelUsers(ArmResourceId.parse(workspaceId));
    }
}
