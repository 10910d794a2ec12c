package io.mltwin.identity.tokens;

import io.mltwin.armweb.AzureFault;
import io.mltwin.platform.Principals;
import io.mltwin.tokencheck.CallRecorder;
import io.mltwin.tokencheck.RequestGate;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/**
 * Azure AD's OAuth endpoints of a tenant. The form is read whatever content type a client names.
 */
@Path("/login/{tenant}/oauth2")
@Produces(MediaType.APPLICATION_JSON)
class TokenResource {

    private final TokenService service;
    private final CallRecorder recorder;
    private final RequestGate requests;
    private final Principals principals;
    private final RoutingContext context;

    TokenResource(
            TokenService service,
            CallRecorder recorder,
            RequestGate requests,
            Principals principals,
            RoutingContext context) {
        this.service = service;
        this.recorder = recorder;
        this.requests = requests;
        this.principals = principals;
        this.context = context;
    }

    @POST
    @Path("token")
    public Response v1(
            @PathParam("tenant") String tenant,
            @HeaderParam("Authorization") String authorization,
            String form) {
        TokenRequest request = TokenRequest.read(TokenVersion.V1, tenant, form, authorization);
        return notStored(TokenBody.V1.of(issue(request)));
    }

    @POST
    @Path("v2.0/token")
    public Response v2(
            @PathParam("tenant") String tenant,
            @HeaderParam("Authorization") String authorization,
            String form) {
        TokenRequest request = TokenRequest.read(TokenVersion.V2, tenant, form, authorization);
        return notStored(TokenBody.V2.of(issue(request)));
    }

    @GET
    @Path("{path:(v2\\.0/)?authorize}")
    public Response authorize() {
        throw AzureFault.notBuilt("Interactive sign-in");
    }

    @POST
    @Path("{path:(v2\\.0/)?devicecode}")
    public Response deviceCode() {
        throw AzureFault.notBuilt("The device code flow");
    }

    private IssuedToken issue(TokenRequest request) {
        recorder.credential(
                context, request.credentialKind(), request.credentialHolder(), "presented");
        if (requests.isClosedTo(context) && !isPlatforms(request.optional("client_id"))) {
            throw AadErrors.temporarilyUnavailable();
        }
        IssuedToken token = service.issue(request);
        recorder.credential(
                context,
                request.credentialKind(),
                request.credentialHolder(),
                "accepted: token for " + token.resource());
        return token;
    }

    /** Without tokens of the platform's own applications no reset could end. */
    private boolean isPlatforms(String clientId) {
        return principals.isService(clientId)
                || principals.administrator().applicationId().equals(clientId);
    }

    private static Response notStored(Object body) {
        return Response.ok(body)
                .header("Cache-Control", "no-store, no-cache")
                .header("Pragma", "no-cache")
                .build();
    }
}
