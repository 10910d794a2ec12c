package io.mltwin.identity.oauth.tokens;

import io.mltwin.identity.oauth.tokens.AccessTokenGrant.TokenVersion;
import io.mltwin.platform.tracing.CallRecorder;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.RestPath;

/**
 * Azure AD B2C's token endpoint of a user flow ({@code {name}.b2clogin.com} in Azure). What it
 * issues is trusted by no service of Azure: B2C is not supported for Azure Machine Learning.
 */
@Path("/login/{tenant}/{policy:[Bb]2[Cc]_1[Aa]?_[A-Za-z0-9_-]+}/oauth2/v2.0/token")
@Produces(MediaType.APPLICATION_JSON)
class UserFlowResource {

    private final UserFlowGrant grant;
    private final CallRecorder recorder;

    UserFlowResource(UserFlowGrant grant, CallRecorder recorder) {
        this.grant = grant;
        this.recorder = recorder;
    }

    @POST
    public Response token(
            @RestPath String tenant, @RestPath String policy, String form, @Context RoutingContext context) {
        TokenRequest request = TokenRequest.read(
                TokenVersion.V2,
                tenant,
                context.request().getHeader("Content-Type"),
                form,
                context.request().getHeader("Authorization"),
                TokenRequest.From.NOWHERE);
        recorder.credential(context, request.credentialKind(), request.credentialHolder(), "presented");
        return Response.ok(TokenBody.V2.of(grant.issue(request, policy)))
                .header("Cache-Control", "no-store, no-cache")
                .header("Pragma", "no-cache")
                .build();
    }
}
