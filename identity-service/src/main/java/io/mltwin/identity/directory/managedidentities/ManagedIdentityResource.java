package io.mltwin.identity.directory.managedidentities;

import static io.mltwin.armweb.ArmErrors.invalidRequestContentIf;

import io.mltwin.platform.ServiceName;
import io.mltwin.tokencheck.CallerContext;
import io.mltwin.tokencheck.ServiceCallers;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.jboss.resteasy.reactive.RestQuery;

/** Internal: the services that host resources register those resources' identities. */
@Path("/_internal/managed-identities")
class ManagedIdentityResource {

    private static final ServiceName[] HOSTS = {ServiceName.WORKSPACE, ServiceName.COMPUTE, ServiceName.SCORING};

    private final ManagedIdentityService service;
    private final IdentityAssignmentService assignments;
    private final ServiceCallers callers;
    private final CallerContext caller;

    ManagedIdentityResource(
            ManagedIdentityService service,
            IdentityAssignmentService assignments,
            ServiceCallers callers,
            CallerContext caller) {
        this.service = service;
        this.assignments = assignments;
        this.callers = callers;
        this.caller = caller;
    }

    @POST
    public ManagedIdentityBody.Registered register(ManagedIdentityBody.Registration wanted) {
        callers.requireOneOf(caller, HOSTS);
        invalidRequestContentIf(wanted == null, "The identity is missing.");
        return service.register(wanted, caller.token().applicationId());
    }

    @DELETE
    public void delete(@RestQuery String resourceId) {
        callers.requireOneOf(caller, HOSTS);
        service.delete(resourceId, caller.token().applicationId());
    }

    /** 403 {@code LinkedAuthorizationFailed} when the caller named may not assign the identity. */
    @POST
    @Path("assignments")
    public ManagedIdentityBody.Registered assign(ManagedIdentityBody.Assignment wanted) {
        callers.requireOneOf(caller, HOSTS);
        invalidRequestContentIf(wanted == null, "The assignment is missing.");
        return assignments.assign(wanted, caller.token().applicationId());
    }

    @DELETE
    @Path("assignments")
    public void unassign(@RestQuery String identityId, @RestQuery String resourceId) {
        callers.requireOneOf(caller, HOSTS);
        assignments.unassign(identityId, resourceId, caller.token().applicationId());
    }
}
