package io.mltwin.identity.rbac.denyassignments;

import io.mltwin.platform.ServiceName;
import io.mltwin.tokencheck.CallerContext;
import io.mltwin.tokencheck.ServiceCallers;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.RestPath;

/** Internal: workspace-service closes the resource groups that Azure Machine Learning manages. */
@Path("/_internal/deny-assignments/{name}")
class DenyAssignmentsInternalResource {

    private final DenyAssignmentService service;
    private final ServiceCallers callers;
    private final CallerContext caller;

    DenyAssignmentsInternalResource(DenyAssignmentService service, ServiceCallers callers, CallerContext caller) {
        this.service = service;
        this.callers = callers;
        this.caller = caller;
    }

    @PUT
    public DenyAssignmentBody put(@RestPath String name, DenyAssignmentBody body) {
        callers.requireOneOf(caller, ServiceName.WORKSPACE);
        return DenyAssignmentMapper.body(service.put(name, body, caller.token().objectId()));
    }

    @DELETE
    public Response delete(@RestPath String name) {
        callers.requireOneOf(caller, ServiceName.WORKSPACE);
        return Response.status(service.delete(name) ? 200 : 204).build();
    }
}
