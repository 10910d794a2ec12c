package io.mltwin.identity.rbac.denyassignments;

import io.mltwin.tokencheck.CallerContext;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.RestPath;

/**
 * Creates and deletes deny assignments for the administrator, in place of Azure's blueprints and
 * managed applications.
 */
@Path("/_mltwin/access/deny-assignments/{name}")
class DenyAssignmentsResource {

    private final DenyAssignmentService service;
    private final CallerContext caller;

    DenyAssignmentsResource(DenyAssignmentService service, CallerContext caller) {
        this.service = service;
        this.caller = caller;
    }

    @PUT
    public DenyAssignmentBody put(@RestPath String name, DenyAssignmentBody body) {
        return DenyAssignmentMapper.body(service.put(name, body, caller.token().objectId()));
    }

    @DELETE
    public Response delete(@RestPath String name) {
        return Response.status(service.delete(name) ? 200 : 204).build();
    }
}
