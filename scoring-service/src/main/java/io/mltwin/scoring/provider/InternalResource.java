package io.mltwin.scoring.provider;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureFault;
import io.mltwin.platform.ServiceName;
import io.mltwin.scoring.models.managedclusters.ArmOperations;
import io.mltwin.scoring.models.managedclusters.ManagedClusterService;
import io.mltwin.scoring.registry.registries.RegistryService;
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
    private final ManagedClusterService clusters;
    private final ArmOperations operations;
    private final CallerContext caller;
    private final ServiceCallers callers;

    public InternalResource(
            RegistryService registries,
            ManagedClusterService clusters,
            ArmOperations operations,
            CallerContext caller,
            ServiceCallers callers) {
        this.registries = registries;
        this.clusters = clusters;
        this.operations = operations;
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
        ArmResourceId resource = ArmResourceId.parse(id);
        boolean exists = registries.exists(resource) || clusters.exists(resource);
        return Response.status(exists ? 200 : 404).build();
    }

    /** State of an operation. */
    public record OperationState(String status) {}

    /** Operations end within the answer that began them: there is none but good ones. */
    @GET
    @Path("operations/{id}")
    public OperationState operation(@PathParam("id") String id) {
        callers.requireOneOf(caller, ServiceName.WORKSPACE);
        if (!operations.isDone(id)) {
            throw new AzureFault(404, "NotFound", "There is no operation '" + id + "'.");
        }
        return new OperationState("Succeeded");
    }
}
