package io.mltwin.scoring.registry.repositories;

import static io.mltwin.scoring.registry.repositories.DistributionErrors.badTokenRequest;
import static io.mltwin.scoring.registry.repositories.DistributionErrors.tokenRefused;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.mltwin.platform.tracing.CallRecorder;
import io.mltwin.scoring.registry.repositories.RegistryRequestAuthorizer.Basic;
import io.mltwin.scoring.registry.repositories.TokenService.TokenRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/**
 * {@code /oauth2/exchange} and {@code /oauth2/token} of a registry (azure/acr docs/AAD-OAuth.md).
 */
@Path("/registry/{registry}/oauth2")
public class TokenResource {

    private final TokenService tokens;
    private final CallRecorder recorder;
    private final RoutingContext context;

    public TokenResource(TokenService tokens, CallRecorder recorder, RoutingContext context) {
        this.tokens = tokens;
        this.recorder = recorder;
        this.context = context;
    }

    /** Azure's form and, as {@code token}, Docker's. */
    public record AccessTokenBody(
            @JsonProperty("access_token") String accessToken,
            @JsonProperty("token") String token,
            @JsonProperty("expires_in") Long expiresIn) {
        @Override
        public String toString() {
            return "access token";
        }
    }

    public record RefreshTokenBody(
            @JsonProperty("refresh_token") String refreshToken) {
        @Override
        public String toString() {
            return "refresh token";
        }
    }

    @POST
    @Path("exchange")
    public RefreshTokenBody exchange(
            @RestPath String registry,
            @FormParam("grant_type") String grantType,
            @RestForm String service,
            @FormParam("access_token") String accessToken) {
        if (!"access_token".equals(grantType) || accessToken == null) {
            throw badTokenRequest("Only grant_type=access_token with an access_token is exchanged.");
        }
        String refreshToken = tokens.exchange(registry, service, accessToken);
        recorder.credential(context, "AAD", null, "accepted, exchanged for a refresh token");
        return new RefreshTokenBody(refreshToken);
    }

    @GET
    @Path("token")
    public AccessTokenBody get(
            @RestPath String registry,
            @RestQuery String service,
            @QueryParam("scope") List<String> scopes,
            @HeaderParam("Authorization") String authorization) {
        Basic basic = Basic.parse(authorization);
        if (basic == null) {
            throw tokenRefused(
                    "Give a name and a password as Basic credential (of a service principal or the admin user), or POST a refresh token.");
        }
        return body(new TokenRequest(registry, service, Scope.parse(scopes), basic, null));
    }

    @POST
    @Path("token")
    public AccessTokenBody post(
            @RestPath String registry,
            @FormParam("grant_type") String grantType,
            @RestForm String service,
            @FormParam("scope") List<String> scopes,
            @FormParam("refresh_token") String refreshToken,
            @RestForm String username,
            @RestForm String password,
            @HeaderParam("Authorization") String authorization) {
        if ("refresh_token".equals(grantType) && refreshToken != null) {
            return body(new TokenRequest(registry, service, Scope.parse(scopes), null, refreshToken));
        }
        Basic basic = username == null || password == null ? Basic.parse(authorization) : new Basic(username, password);
        if (!"password".equals(grantType) || basic == null) {
            throw badTokenRequest(
                    "Give grant_type=refresh_token with a refresh_token, or grant_type=password with username and password.");
        }
        return body(new TokenRequest(registry, service, Scope.parse(scopes), basic, null));
    }

    private AccessTokenBody body(TokenRequest request) {
        String token = tokens.accessToken(request);
        recorder.credential(
                context,
                request.basic() == null ? "registry token" : "Basic",
                request.basic() == null ? null : request.basic().name(),
                "accepted");
        return new AccessTokenBody(token, token, RegistryTokens.ACCESS_SECONDS);
    }
}
