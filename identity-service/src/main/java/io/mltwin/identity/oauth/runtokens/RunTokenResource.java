package io.mltwin.identity.oauth.runtokens;

import static io.mltwin.armweb.ArmErrors.invalidRequestContentIf;

import io.mltwin.platform.ServiceName;
import io.mltwin.tokencheck.CallerContext;
import io.mltwin.tokencheck.ServiceCallers;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;

/** Internal: issues to compute-service the token with which a run calls Azure ML. */
@Path("/_internal/run-tokens")
class RunTokenResource {

    private final RunTokenService service;
    private final ServiceCallers callers;
    private final CallerContext caller;

    RunTokenResource(RunTokenService service, ServiceCallers callers, CallerContext caller) {
        this.service = service;
        this.callers = callers;
        this.caller = caller;
    }

    @POST
    public RunTokenBody.Issued issue(RunTokenBody.Request wanted) {
        callers.requireOneOf(caller, ServiceName.COMPUTE);
        invalidRequestContentIf(wanted == null, "The run is missing.");
        return service.issue(wanted);
    }
}
