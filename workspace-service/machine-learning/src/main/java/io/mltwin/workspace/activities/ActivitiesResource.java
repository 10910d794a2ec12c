package io.mltwin.workspace.activities;

import static io.mltwin.armweb.ArmErrors.invalidRequestContentIf;
import static io.mltwin.armweb.ArmErrors.resourceNotFound;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.workspace.machinelearning.Workspaces;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;

/**
 * A workspace's Activities area: starts of runs and registrations of models, which the activity log
 * does not hold, without who started them.
 */
@Path("/_mltwin/activities")
public class ActivitiesResource {

    private final Workspaces workspaces;
    private final WorkspaceActivities activities;

    ActivitiesResource(Workspaces workspaces, WorkspaceActivities activities) {
        this.workspaces = workspaces;
        this.activities = activities;
    }

    /** Newest first, at most a thousand runs and as many models. */
    public record Page(List<WorkspaceActivities.Activity> value) {}

    @GET
    public Page list(@QueryParam("workspace") String text) {
        invalidRequestContentIf(text == null, "Give ?workspace= with the workspace's id.");
        ArmResourceId id = ArmResourceId.parse(text);
        workspaces.find(id).orElseThrow(() -> resourceNotFound(id));
        return new Page(activities.of(id));
    }
}
