package io.mltwin.identity.rbac.roles;

import io.mltwin.armweb.ScopeChange;
import io.mltwin.platform.ServiceName;
import io.mltwin.tokencheck.CallerContext;
import io.mltwin.tokencheck.ServiceCallers;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

/** Internal: workspace-service tells what happened to a scope. A repeated call changes nothing. */
@Path("/_internal/scope-changes")
class ScopeChangeResource {

    private final ScopeChangeService service;
    private final ServiceCallers callers;
    private final CallerContext caller;

    ScopeChangeResource(ScopeChangeService service, ServiceCallers callers, CallerContext caller) {
        this.service = service;
        this.callers = callers;
        this.caller = caller;
    }

    @POST
    public void change(ScopeChange change) {
        callers.requireOneOf(caller, ServiceName.WORKSPACE);
        service.change(change);
    }
}
