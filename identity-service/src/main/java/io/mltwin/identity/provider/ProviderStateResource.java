package io.mltwin.identity.provider;

import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureFault;
import io.mltwin.identity.managedidentities.UserAssignedIdentityService;
import io.mltwin.identity.roles.RoleResources;
import io.mltwin.platform.ServiceName;
import io.mltwin.tokencheck.CallerContext;
import io.mltwin.tokencheck.ServiceCallers;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;

/** Internal: what Azure Resource Manager asks a provider about resources and operations. */
@Path("/_internal")
class ProviderStateResource {

    private final RoleResources resources;
    private final UserAssignedIdentityService identities;
    private final ServiceCallers callers;
    private final CallerContext caller;

    ProviderStateResource(
            RoleResources resources,
            UserAssignedIdentityService identities,
            ServiceCallers callers,
            CallerContext caller) {
        this.resources = resources;
        this.identities = identities;
        this.callers = callers;
        this.caller = caller;
    }

    /** A resource that exists. */
    record ResourceBody(String id) {}

    /** Nothing of this provider is long-running, so there are no operations. */
    @GET
    @Path("operations/{id}")
    public ResourceBody operation(@PathParam("id") String id) {
        callers.requireOneOf(caller, ServiceName.WORKSPACE);
        throw new AzureFault(404, "OperationNotFound", "There is no operation '" + id + "'.");
    }

    @GET
    @Path("resources")
    public ResourceBody resource(@QueryParam("id") String id) {
        callers.requireOneOf(caller, ServiceName.WORKSPACE);
        ArmResourceId resource = ArmResourceId.parse(id == null ? "" : id);
        if (!resources.exists(resource) && !identities.exists(resource)) {
            throw ArmErrors.resourceNotFound(resource);
        }
        return new ResourceBody(resource.toString());
    }
}
