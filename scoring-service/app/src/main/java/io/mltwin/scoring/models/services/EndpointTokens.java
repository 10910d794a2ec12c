package io.mltwin.scoring.models.services;

import io.mltwin.armweb.Caller;
import io.mltwin.platform.Addresses;
import io.mltwin.scoring.ScoringConfig;
import io.mltwin.scoring.keys.OwnTokens;
import io.mltwin.scoring.keys.OwnTokens.RefusedTokenException;
import jakarta.inject.Singleton;
import java.util.List;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;

/**
 * Tokens of the web services with token authentication (how-to-authenticate-web-service): a JWT for
 * one service, bound to the caller that asked for it. Azure does not publish its lifetime; here it
 * is twelve hours, to be refreshed after six.
 */
@Singleton
public record EndpointTokens(OwnTokens own, Addresses addresses, ScoringConfig config) {

    private static final String KEY_NAME = "endpoint";

    AuthTokenBody issue(WebServiceEntity service, Caller caller) {
        return issue(service.endpoint, service.workspaceId, service.name, caller);
    }

    /**
     * Gives a caller a token for one endpoint.
     *
     * @param label of the endpoint's host
     */
    public AuthTokenBody issue(String label, String workspaceId, String service, Caller caller) {
        JwtClaims claims = own.claims(config.scoring().tokenSeconds());
        claims.setIssuer(addresses.address(addresses.self()));
        claims.setAudience(audience(label));
        claims.setSubject(caller.objectId());
        claims.setClaim("oid", caller.objectId());
        claims.setClaim("tid", caller.tenantId());
        claims.setClaim("appid", caller.applicationId());
        claims.setClaim("upn", caller.userPrincipalName());
        claims.setClaim("workspace", workspaceId);
        claims.setClaim("service", service);
        long issued = ((Number) claims.getClaimValue("iat")).longValue();
        return new AuthTokenBody(
                own.sign(KEY_NAME, claims),
                "Bearer",
                issued + config.scoring().tokenSeconds(),
                issued + config.scoring().tokenRefreshSeconds());
    }

    /** Returns the caller that a token for the endpoint with this label was given to. */
    public Caller read(String token, String label) throws RefusedTokenException {
        JwtClaims claims = own.read(KEY_NAME, token);
        if (!isFor(claims, audience(label))) {
            throw new RefusedTokenException("The token is for another service.");
        }
        return new Caller(
                claims.getClaimValueAsString("tid"),
                claims.getClaimValueAsString("oid"),
                claims.getClaimValueAsString("appid"),
                claims.getClaimValueAsString("upn"),
                List.of());
    }

    /** From now on {@link #read} needs no database. */
    public void prepare() {
        own.prepare(KEY_NAME);
    }

    private static boolean isFor(JwtClaims claims, String audience) {
        try {
            return claims.getAudience().equals(List.of(audience));
        } catch (MalformedClaimException none) {
            return false;
        }
    }

    private String audience(String endpoint) {
        return "https://" + addresses.inferenceHost(endpoint);
    }

    /**
     * {@code AuthToken}: a token for one web service.
     *
     * @param expiryOn epoch seconds
     * @param refreshAfter epoch seconds, from when a client should ask for another
     */
    public record AuthTokenBody(String accessToken, String tokenType, long expiryOn, long refreshAfter) {
        @Override
        public String toString() {
            return "token until " + expiryOn;
        }
    }
}
