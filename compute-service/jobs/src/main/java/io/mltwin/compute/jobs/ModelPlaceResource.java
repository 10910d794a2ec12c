package io.mltwin.compute.jobs;

import static io.mltwin.armweb.ArmErrors.invalidRequestContentIf;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.compute.encryption.WorkspaceKeys;
import io.mltwin.platform.ServiceName;
import io.mltwin.tokencheck.CallerContext;
import io.mltwin.tokencheck.ServiceCallers;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;

/** Tells scoring-service, which has the models, where the files of a model lie. */
@Path("/_internal/model-places")
public class ModelPlaceResource {

    private final CallerContext caller;
    private final ServiceCallers callers;
    private final WorkspaceKeys keys;
    private final ModelPlaces places;

    ModelPlaceResource(CallerContext caller, ServiceCallers callers, WorkspaceKeys keys, ModelPlaces places) {
        this.caller = caller;
        this.callers = callers;
        this.keys = keys;
        this.places = places;
    }

    @GET
    public ModelPlaces.PlaceBody find(@QueryParam("workspace") String workspaceId, @QueryParam("uri") String uri) {
        callers.requireOneOf(caller, ServiceName.SCORING);
        invalidRequestContentIf(workspaceId == null || uri == null, "Give workspace and uri.");
        return places.find(keys.open(ArmResourceId.parse(workspaceId)), uri);
    }
}
