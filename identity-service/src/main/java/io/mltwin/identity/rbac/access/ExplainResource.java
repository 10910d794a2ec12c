package io.mltwin.identity.rbac.access;

import io.mltwin.tokencheck.CallerContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.jboss.resteasy.reactive.RestPath;

/** Explains why an action is allowed or was denied. */
@Path("/_mltwin/access")
class ExplainResource {

    private final ExplainService service;
    private final CallerContext caller;

    ExplainResource(ExplainService service, CallerContext caller) {
        this.service = service;
        this.caller = caller;
    }

    @POST
    @Path("explain")
    public ExplanationBody explain(AccessBody.ExplainRequest request) {
        return service.explain(request, caller.token());
    }

    @GET
    @Path("decisions/{id}")
    public ExplanationBody decision(@RestPath String id) {
        return service.decision(id, caller.token());
    }
}
