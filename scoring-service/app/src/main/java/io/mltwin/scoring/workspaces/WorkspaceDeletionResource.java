package io.mltwin.scoring.workspaces;

import static io.mltwin.armweb.ArmErrors.invalidRequestContentIf;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.platform.ServiceName;
import io.mltwin.tokencheck.CallerContext;
import io.mltwin.tokencheck.ServiceCallers;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;

/** Takes from workspace-service that a workspace is deleted; bears being repeated. */
@Path("/_internal/workspaces")
public class WorkspaceDeletionResource {

    private final CallerContext caller;
    private final ServiceCallers callers;
    private final WorkspaceDeletion deletion;

    WorkspaceDeletionResource(CallerContext caller, ServiceCallers callers, WorkspaceDeletion deletion) {
        this.caller = caller;
        this.callers = callers;
        this.deletion = deletion;
    }

    @DELETE
    public void delete(@QueryParam("id") String workspaceId) {
        callers.requireOneOf(caller, ServiceName.WORKSPACE);
        invalidRequestContentIf(workspaceId == null, "Give ?id= with the workspace's id.");
        deletion.delete(ArmResourceId.parse(workspaceId));
    }
}
