package io.mltwin.scoring.workspaces;

import static io.mltwin.armweb.ArmErrors.invalidRequestContentIf;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.platform.ServiceName;
import io.mltwin.resourceprovider.RowTransactions;
import io.mltwin.tokencheck.CallerContext;
import io.mltwin.tokencheck.ServiceCallers;
import jakarta.enterprise.event.Event;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;

/**
 * Takes from workspace-service that a workspace is deleted; bears being repeated. Models, assets, images,
 * operations and web services of it go, so that one of the same name finds none of them. What was pushed to
 * the registry stays there, as in Azure: the registry is the customer's.
 */
@Path("/_internal/workspaces")
public class WorkspaceDeletionResource {

    private final CallerContext caller;
    private final ServiceCallers callers;
    private final Event<WorkspaceDeleted> deleted;
    private final WorkspaceClient workspaces;

    public WorkspaceDeletionResource(
            CallerContext caller, ServiceCallers callers, Event<WorkspaceDeleted> deleted, WorkspaceClient workspaces) {
        this.caller = caller;
        this.callers = callers;
        this.deleted = deleted;
        this.workspaces = workspaces;
    }

    @DELETE
    public void delete(@QueryParam("id") String workspaceId) {
        callers.requireOneOf(caller, ServiceName.WORKSPACE);
        invalidRequestContentIf(workspaceId == null, "Give ?id= with the workspace's id.");
        ArmResourceId workspace = ArmResourceId.parse(workspaceId);
        RowTransactions.inOne(() -> {
            deleted.fire(new WorkspaceDeleted(workspace.key()));
            return null;
        });
        workspaces.forget(workspace);
    }
}
