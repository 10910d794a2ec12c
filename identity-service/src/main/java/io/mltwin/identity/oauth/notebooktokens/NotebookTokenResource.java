package io.mltwin.identity.oauth.notebooktokens;

import static io.mltwin.armweb.ArmErrors.invalidRequestContentIf;

import io.mltwin.platform.ServiceName;
import io.mltwin.tokencheck.CallerContext;
import io.mltwin.tokencheck.ServiceCallers;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

/**
 * Internal: issues tokens for a notebook resource to workspace-service, which authorizes its
 * callers.
 */
@Path("/_internal/notebook-tokens")
class NotebookTokenResource {

    private final NotebookTokenService service;
    private final ServiceCallers callers;
    private final CallerContext caller;

    NotebookTokenResource(NotebookTokenService service, ServiceCallers callers, CallerContext caller) {
        this.service = service;
        this.callers = callers;
        this.caller = caller;
    }

    @POST
    public NotebookTokenBody.Issued issue(NotebookTokenBody.Request wanted) {
        callers.requireOneOf(caller, ServiceName.WORKSPACE);
        invalidRequestContentIf(wanted == null, "The notebook resource is missing.");
        return service.issue(wanted);
    }
}
