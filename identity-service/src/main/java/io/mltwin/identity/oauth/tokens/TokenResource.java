package io.mltwin.identity.oauth.tokens;

import static io.mltwin.identity.oauth.errors.AadErrors.onlyPost;
import static io.mltwin.identity.oauth.errors.AadErrors.temporarilyUnavailable;

import io.mltwin.armweb.OriginalRequest;
import io.mltwin.identity.oauth.tokens.AccessTokenGrant.TokenVersion;
import io.mltwin.platform.Principals;
import io.mltwin.platform.http.EventLoopOrWorker;
import io.mltwin.platform.reset.ResetRequestFilter;
import io.mltwin.platform.tracing.CallRecorder;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jboss.resteasy.reactive.RestPath;

/**
 * Azure AD's OAuth endpoints of a tenant. A token that memory suffices for is issued on the event
 * loop, since a signature costs less than the change to another thread.
 */
@Path("/login/{tenant}/oauth2")
@Produces(MediaType.APPLICATION_JSON)
class TokenResource {

    private final TokenService service;
    private final DeviceCodeGrant deviceCodes;
    private final CallRecorder recorder;
    private final ResetRequestFilter requests;
    private final Principals principals;

    TokenResource(
            TokenService service,
            DeviceCodeGrant deviceCodes,
            CallRecorder recorder,
            ResetRequestFilter requests,
            Principals principals) {
        this.service = service;
        this.deviceCodes = deviceCodes;
        this.recorder = recorder;
        this.requests = requests;
        this.principals = principals;
    }

    @POST
    @Path("token")
    public CompletionStage<Response> v1(@RestPath String tenant, String form, @Context RoutingContext context) {
        return token(read(TokenVersion.V1, tenant, form, context), context, TokenBody.V1::of);
    }

    @POST
    @Path("v2.0/token")
    public CompletionStage<Response> v2(@RestPath String tenant, String form, @Context RoutingContext context) {
        return token(read(TokenVersion.V2, tenant, form, context), context, TokenBody.V2::of);
    }

    @POST
    @Path("devicecode")
    public Response deviceCodeV1(@RestPath String tenant, String form, @Context RoutingContext context) {
        return notStored(DeviceCodeBody.V1.of(start(read(TokenVersion.V1, tenant, form, context), context)), context);
    }

    @POST
    @Path("v2.0/devicecode")
    public Response deviceCodeV2(@RestPath String tenant, String form, @Context RoutingContext context) {
        return notStored(DeviceCodeBody.V2.of(start(read(TokenVersion.V2, tenant, form, context), context)), context);
    }

    @GET
    @Path("{path:(v2\\.0/)?(token|devicecode)}")
    public Response get() {
        throw onlyPost("GET");
    }

    @PUT
    @Path("{path:(v2\\.0/)?(token|devicecode)}")
    public Response put() {
        throw onlyPost("PUT");
    }

    private static TokenRequest read(TokenVersion version, String tenant, String form, RoutingContext context) {
        return TokenRequest.read(
                version,
                tenant,
                context.request().getHeader("Content-Type"),
                form,
                context.request().getHeader("Authorization"),
                new TokenRequest.From(
                        context.request().remoteAddress() == null
                                ? null
                                : context.request().remoteAddress().hostAddress(),
                        context.request().getHeader("Origin")));
    }

    private DeviceCodeGrant.Shown start(TokenRequest request, RoutingContext context) {
        return deviceCodes.start(request, OriginalRequest.of(context).host());
    }

    private CompletionStage<Response> token(
            TokenRequest request, RoutingContext context, Function<IssuedToken, Object> body) {
        return EventLoopOrWorker.run(() -> notStored(body.apply(issue(request, context)), context));
    }

    private IssuedToken issue(TokenRequest request, RoutingContext context) {
        recorder.credential(context, request.credentialKind(), request.credentialHolder(), "presented");
        if (requests.isClosedTo(context) && !isPlatforms(request.optional("client_id"))) {
            throw temporarilyUnavailable();
        }
        IssuedToken token = service.issue(request);
        recorder.credential(
                context,
                request.credentialKind(),
                request.credentialHolder(),
                "accepted: token for " + token.resource());
        recorder.caller(context, token.tenantId(), token.objectId());
        return token;
    }

    /** Returns true for the platform's own applications, which need tokens to end a reset. */
    private boolean isPlatforms(String clientId) {
        return principals.isService(clientId)
                || principals.administrator().applicationId().equals(clientId);
    }

    private static Response notStored(Object body, RoutingContext context) {
        Response.ResponseBuilder answer =
                Response.ok(body).header("Cache-Control", "no-store, no-cache").header("Pragma", "no-cache");
        if (context.request().getHeader("Origin") != null) {
            // a single-page application reads the answer; there are no cookies to be misused
            answer.header("Access-Control-Allow-Origin", "*");
        }
        return answer.build();
    }
}
