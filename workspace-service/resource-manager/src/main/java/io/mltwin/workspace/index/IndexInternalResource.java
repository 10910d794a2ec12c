package io.mltwin.workspace.index;

import static io.mltwin.armweb.ArmErrors.invalidRequestContentIf;
import static io.mltwin.armweb.ArmErrors.resourceNotFound;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.platform.ServiceName;
import io.mltwin.tokencheck.CallerContext;
import io.mltwin.tokencheck.ServiceCallers;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;

/**
 * Tells whether a resource exists: telemetry-service of where diagnostic logs shall go,
 * compute-service of what shall be attached to a workspace.
 */
@Path("/_internal/index")
public class IndexInternalResource {

    private final ResourceIndex index;
    private final ServiceCallers callers;
    private final CallerContext caller;

    IndexInternalResource(ResourceIndex index, ServiceCallers callers, CallerContext caller) {
        this.index = index;
        this.callers = callers;
        this.caller = caller;
    }

    /** The found resource. */
    public record Found(String id, String location) {}

    @GET
    public Found find(@QueryParam("id") String text) {
        callers.requireOneOf(caller, ServiceName.TELEMETRY, ServiceName.COMPUTE);
        invalidRequestContentIf(text == null, "The resource's id is missing.");
        ArmResourceId id = ArmResourceId.parse(text);
        return index.find(id)
                .map(found -> new Found(found.id().toString(), found.location()))
                .orElseThrow(() -> resourceNotFound(id));
    }
}
