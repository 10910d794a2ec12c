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
    private final BatchModelUsers users;

    BatchModelUsersResource(CallerContext caller, ServiceCallers callers, BatchModelUsers users) {
        this.caller = caller;
        this.callers = callers;
        this.users = users;
    }

    @GET
    public List<BatchModelUsers.User> list(@QueryParam("workspace") String workspaceId) {
        callers.requireOneOf(caller, ServiceName.SCORING);
        invalidRequestContentIf(workspaceId == null, "Give ?workspace= with the workspace's id.");
        return users.find(ArmResourceId.parse(workspaceId));
    }
}
