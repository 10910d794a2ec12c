package io.mltwin.scoring.models.assets;

import static io.mltwin.armweb.ArmErrors.invalidRequestContentIf;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.platform.ServiceName;
import io.mltwin.tokencheck.CallerContext;
import io.mltwin.tokencheck.ServiceCallers;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;

/** Tells workspace-service the registered models for a workspace's Activities area. */
@Path("/_internal/activities")
public class ModelActivityResource {

    private final CallerContext caller;
    private final ServiceCallers callers;
    private final ModelService models;

    public ModelActivityResource(CallerContext caller, ServiceCallers callers, ModelService models) {
        this.caller = caller;
        this.callers = callers;
        this.models = models;
    }

    @GET
    public List<ModelService.ActivityBody> list(@QueryParam("workspace") String workspaceId) {
        callers.requireOneOf(caller, ServiceName.WORKSPACE);
        invalidRequestContentIf(workspaceId == null, "Give ?workspace= with the workspace's id.");
        return models.activities(ArmResourceId.parse(workspaceId).key());
    }
}
