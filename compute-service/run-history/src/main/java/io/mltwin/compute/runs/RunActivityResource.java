package io.mltwin.compute.runs;

import static io.mltwin.armweb.ArmErrors.invalidRequestContentIf;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.compute.workspaces.WorkspaceClient;
import io.mltwin.platform.ServiceName;
import io.mltwin.tokencheck.CallerContext;
import io.mltwin.tokencheck.ServiceCallers;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;

/** Tells workspace-service the runs for a workspace's Activities area. */
@Path("/_internal/activities")
public class RunActivityResource {

    private final CallerContext caller;
    private final ServiceCallers callers;
    private final WorkspaceClient workspaces;
    private final RunActivities activities;

    RunActivityResource(
            CallerContext caller, ServiceCallers callers, WorkspaceClient workspaces, RunActivities activities) {
        this.caller = caller;
        this.callers = callers;
        this.workspaces = workspaces;
        this.activities = activities;
    }

    @GET
    public List<RunActivities.ActivityBody> list(@QueryParam("workspace") String workspaceId) {
        callers.requireOneOf(caller, ServiceName.WORKSPACE);
        invalidRequestContentIf(workspaceId == null, "Give ?workspace= with the workspace's id.");
        return activities.of(
                workspaces.require(ArmResourceId.parse(workspaceId)).workspaceId());
    }
}
