package io.mltwin.compute.operations;

import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AsciiCase;
import io.mltwin.platform.ServiceName;
import io.mltwin.tokencheck.CallerContext;
import io.mltwin.tokencheck.ServiceCallers;
import io.quarkus.arc.All;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** Azure Resource Manager asks whether a resource of its index really exists. */
@Path("/_internal/resources")
public class ResourceLookupResource {

    private final CallerContext caller;
    private final ServiceCallers callers;
    private final List<KnownResources> known;

    ResourceLookupResource(
            CallerContext caller, ServiceCallers callers, @All List<KnownResources> known) {
        this.caller = caller;
        this.callers = callers;
        this.known = known;
    }

    @GET
    public Response resource(@QueryParam("id") String resourceId) {
        callers.requireOneOf(caller, ServiceName.WORKSPACE);
        if (resourceId == null) {
            throw ArmErrors.invalidRequestContent("Give id.");
        }
        ArmResourceId id = ArmResourceId.parse(resourceId);
        boolean exists =
                known.stream()
                        .anyMatch(
                                resources ->
                                        AsciiCase.equal(resources.type(), id.type())
                                                && resources.exists(id));
        if (!exists) {
            throw ArmErrors.resourceNotFound(id);
        }
        return Response.ok().build();
    }
}
