package io.mltwin.tokencheck;

import io.mltwin.armweb.Caller;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.ext.web.RoutingContext;
import java.security.Principal;
import java.util.List;
import java.util.Map;

/**
 * A token that passed every check. Holds its claims, never its text.
 *
 * @param audience as in the token, without a trailing slash
 * @param expiresOn epoch seconds
 */
public record VerifiedToken(TokenKind kind, String issuer, String audience, long expiresOn, Map<String, Object> claims)
        implements Principal {

    /** Returns the token that a request was let in by, or null. */
    public static VerifiedToken of(RoutingContext context) {
        return context.user() instanceof QuarkusHttpUser user
                        && user.getSecurityIdentity().getPrincipal() instanceof VerifiedToken token
                ? token
                : null;
    }

    public String claim(String name) {
        Object value = claims.get(name);
        return value == null ? null : value.toString();
    }

    public List<String> claimList(String name) {
        return claims.get(name) instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    public String objectId() {
        return claim("oid");
    }

    public String tenantId() {
        return claim("tid");
    }

    public String applicationId() {
        String id = claim("appid");
        return id == null ? claim("azp") : id;
    }

    /** {@code scp} of a delegated token, {@code app} for an application's. */
    public String scope() {
        String scope = claim("scp");
        if (scope != null) {
            return scope;
        }
        return kind == TokenKind.RUN ? "run " + claim("runId") : kind == TokenKind.ASSERTION ? claim("action") : "app";
    }

    /** Returns the principal that permissions are asked for. */
    public Caller caller() {
        return new Caller(tenantId(), objectId(), applicationId(), claim("upn"), claimList("groups"));
    }

    /** Returns a name of the caller for readers of records. */
    String displayName() {
        if (kind == TokenKind.RUN) {
            return "run " + claim("runId");
        }
        String resource = claim("xms_mirid");
        return resource == null
                ? caller().displayName()
                : "identity of " + resource.substring(resource.lastIndexOf('/') + 1);
    }

    @Override
    public String getName() {
        return objectId() == null ? issuer : objectId();
    }

    @Override
    public String toString() {
        return kind + " token of " + getName() + " for " + audience;
    }
}
