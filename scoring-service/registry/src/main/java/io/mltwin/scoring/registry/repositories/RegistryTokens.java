package io.mltwin.scoring.registry.repositories;

import io.mltwin.armweb.Caller;
import io.mltwin.encoding.Sha256;
import io.mltwin.scoring.keys.OwnTokens;
import io.mltwin.scoring.keys.OwnTokens.RefusedTokenException;
import io.mltwin.scoring.registry.registries.RegistryAccount;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jose4j.jwt.JwtClaims;

/**
 * Tokens that a container registry gives for itself, signed by this service's own key: a refresh
 * token names a principal, an access token the scopes it is good for. Both are good for one
 * registry.
 */
@Singleton
record RegistryTokens(OwnTokens own) {

    static final long ACCESS_SECONDS = 4500;
    static final long REFRESH_SECONDS = 10_800;
    private static final String KEY_NAME = "registry";
    private static final String ACCESS = "access_token";
    private static final String REFRESH = "refresh_token";
    private static final String TOKEN = "token";
    private static final String TENANT = "tenant";
    private static final String PASSWORD_HASH = "pwdsha256";

    /**
     * A verified access token: whose, and for what.
     *
     * @param caller null for the admin user and for tokens
     * @param passwordHash of the password of the admin user or of a token with permissions on
     *     repositories; null for a principal
     * @param tokenName of such a token, else null
     */
    record Access(String subject, Caller caller, String passwordHash, String tokenName, List<Scope> scopes) {

        boolean covers(Scope wanted) {
            return scopes.stream().anyMatch(scope -> scope.covers(wanted));
        }
    }

    /** Of a principal. */
    String access(RegistryAccount registry, Caller caller, List<Scope> scopes) {
        JwtClaims claims = claims(registry, ACCESS, ACCESS_SECONDS);
        name(claims, caller);
        return access(claims, scopes);
    }

    /** Of the admin user; the token is worth no more than the password it was given for. */
    String adminAccess(RegistryAccount registry, String password, List<Scope> scopes) {
        JwtClaims claims = claims(registry, ACCESS, ACCESS_SECONDS);
        claims.setSubject(registry.name());
        claims.setClaim(PASSWORD_HASH, Sha256.hex(password));
        return access(claims, scopes);
    }

    /** Of a token with permissions on repositories, and worth no more than its password. */
    String tokenAccess(RegistryAccount registry, String tokenName, String password, List<Scope> scopes) {
        JwtClaims claims = claims(registry, ACCESS, ACCESS_SECONDS);
        claims.setSubject(tokenName);
        claims.setClaim(TOKEN, tokenName);
        claims.setClaim(PASSWORD_HASH, Sha256.hex(password));
        return access(claims, scopes);
    }

    private String access(JwtClaims claims, List<Scope> scopes) {
        List<Map<String, Object>> access = new ArrayList<>();
        for (Scope scope : scopes) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("type", scope.type());
            entry.put("name", scope.name());
            entry.put("actions", List.copyOf(scope.actions()));
            access.add(entry);
        }
        claims.setClaim("access", access);
        return own.sign(KEY_NAME, claims);
    }

    String refresh(RegistryAccount registry, Caller caller) {
        JwtClaims claims = claims(registry, REFRESH, REFRESH_SECONDS);
        name(claims, caller);
        return own.sign(KEY_NAME, claims);
    }

    private static void name(JwtClaims claims, Caller caller) {
        claims.setSubject(caller.objectId());
        claims.setClaim(TENANT, caller.tenantId());
        claims.setClaim("appid", caller.applicationId());
        claims.setClaim("upn", caller.userPrincipalName());
    }

    Access readAccess(String token, RegistryAccount registry) throws RefusedTokenException {
        JwtClaims claims = read(token, ACCESS, registry);
        List<Scope> scopes = new ArrayList<>();
        if (claims.getClaimValue("access") instanceof List<?> entries) {
            for (Object entry : entries) {
                Map<?, ?> map = (Map<?, ?>) entry;
                List<String> actions = ((List<?>) map.get("actions"))
                        .stream().map(String::valueOf).toList();
                scopes.add(new Scope(
                        String.valueOf(map.get("type")), String.valueOf(map.get("name")), Set.copyOf(actions)));
            }
        }
        String passwordHash = claims.getClaimValueAsString(PASSWORD_HASH);
        if (passwordHash == null && !claims.hasClaim(TENANT)) {
            throw new RefusedTokenException("The token does not say whose it is.");
        }
        return new Access(
                claims.getClaimValueAsString("sub"),
                passwordHash == null ? caller(claims) : null,
                passwordHash,
                claims.getClaimValueAsString(TOKEN),
                scopes);
    }

    Caller readRefresh(String token, RegistryAccount registry) throws RefusedTokenException {
        return caller(read(token, REFRESH, registry));
    }

    /** Its groups are those it is in when something is decided. */
    private static Caller caller(JwtClaims claims) {
        return new Caller(
                claims.getClaimValueAsString(TENANT),
                claims.getClaimValueAsString("sub"),
                claims.getClaimValueAsString("appid"),
                claims.getClaimValueAsString("upn"),
                List.of());
    }

    private JwtClaims claims(RegistryAccount registry, String use, long seconds) {
        JwtClaims claims = own.claims(seconds);
        claims.setIssuer("https://" + registry.loginServer());
        claims.setAudience(registry.loginServer());
        claims.setClaim("grant_type", use);
        claims.setClaim("registry", registry.id().toString());
        return claims;
    }

    /** {@code registry} null: of whatever registry, for the ping of clients in path style. */
    private JwtClaims read(String token, String use, RegistryAccount registry) throws RefusedTokenException {
        JwtClaims claims = own.read(KEY_NAME, token);
        if (!use.equals(claims.getClaimValueAsString("grant_type"))) {
            throw new RefusedTokenException("The token is no " + use.replace('_', ' ') + ".");
        }
        if (registry != null && !registry.id().toString().equals(claims.getClaimValueAsString("registry"))) {
            throw new RefusedTokenException("The token is for another registry.");
        }
        return claims;
    }
}
