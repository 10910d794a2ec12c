package io.mltwin.scoring.provider;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureFault;
import io.mltwin.platform.ServiceName;
import io.mltwin.scoring.registries.RegistryService;
import io.mltwin.tokencheck.CallerContext;
import io.mltwin.tokencheck.ServiceCallers;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;

/**
 * What Azure Resource Manager asks a provider by itself: whether a resource is there, how an
 * operation goes.
 */
@Path("/_internal")
public class InternalResource {

    private final RegistryService registries;
    private final CallerContext caller;
    private final ServiceCallers callers;

    public InternalResource(
            RegistryService registries, CallerContext caller, ServiceCallers callers) {
        this.registries = registries;
        this.caller = caller;
        this.callers = callers;
    }

    @GET
    @Path("resources")
    public Response resource(@QueryParam("id") String id) {
        callers.requireOneOf(caller, ServiceName.WORKSPACE);
        if (id == null) {
            throw new AzureFault(400, "InvalidRequestContent", "Give ?id= of the resource.");
        }
        return Response.status(registries.exists(ArmResourceId.parse(id)) ? 200 : 404).build();
    }

    /** Every ARM call of this provider ends within its answer, so there is never one to poll. */
    @GET
    @Path("operations/{id}")
    public Response operation(@PathParam("id") String id) {
        callers.requireOneOf(caller, ServiceName.WORKSPACE);
        throw new AzureFault(404, "NotFound", "There is no operation '" + id + "'.");
    }
}
