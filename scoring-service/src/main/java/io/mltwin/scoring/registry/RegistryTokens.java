package io.mltwin.scoring.registry;

import io.mltwin.armweb.Caller;
import io.mltwin.scoring.keys.SigningKeys;
import io.mltwin.scoring.keys.SigningKeys.SigningKey;
import io.mltwin.scoring.registries.RegistryAccount;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.lang.JoseException;

/**
 * Tokens that a container registry gives for itself, signed by this service's own key: a refresh
 * token names a principal, an access token the scopes it is good for. Both are good for one
 * registry.
 */
@Singleton
class RegistryTokens {

    static final long ACCESS_SECONDS = 4500;
    static final long REFRESH_SECONDS = 10_800;
    private static final String KEY_NAME = "registry";
    private static final String ACCESS = "access_token";
    private static final String REFRESH = "refresh_token";
    private static final AlgorithmConstraints RS256_ONLY =
            new AlgorithmConstraints(ConstraintType.PERMIT, AlgorithmIdentifiers.RSA_USING_SHA256);

    private final SigningKeys keys;
    private final Clock clock;

    RegistryTokens(SigningKeys keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /** A verified access token: whose, and for what. */
    record Access(String subject, List<Scope> scopes) {

        boolean covers(Scope wanted) {
            return scopes.stream().anyMatch(scope -> scope.covers(wanted));
        }
    }

    /** A token of this service that was refused. */
    static final class Refused extends Exception {
        Refused(String message) {
            super(message);
        }
    }

    String access(RegistryAccount registry, String subject, List<Scope> scopes) {
        JwtClaims claims = claims(registry, ACCESS, ACCESS_SECONDS);
        claims.setSubject(subject);
        List<Map<String, Object>> access = new ArrayList<>();
        for (Scope scope : scopes) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("type", scope.type());
            entry.put("name", scope.name());
            entry.put("actions", List.copyOf(scope.actions()));
            access.add(entry);
        }
        claims.setClaim("access", access);
        return sign(claims);
    }

    String refresh(RegistryAccount registry, Caller caller) {
        JwtClaims claims = claims(registry, REFRESH, REFRESH_SECONDS);
        claims.setSubject(caller.objectId());
        claims.setClaim("tenant", caller.tenantId());
        claims.setClaim("appid", caller.applicationId());
        claims.setClaim("upn", caller.userPrincipalName());
        claims.setClaim("groups", caller.groups());
        return sign(claims);
    }

    Access readAccess(String token, RegistryAccount registry) throws Refused {
        JwtClaims claims = read(token, ACCESS, registry);
        List<Scope> scopes = new ArrayList<>();
        if (claims.getClaimValue("access") instanceof List<?> entries) {
            for (Object entry : entries) {
                Map<?, ?> map = (Map<?, ?>) entry;
                List<String> actions =
                        ((List<?>) map.get("actions")).stream().map(String::valueOf).toList();
                scopes.add(
                        new Scope(
                                String.valueOf(map.get("type")),
                                String.valueOf(map.get("name")),
                                Set.copyOf(actions)));
            }
        }
        return new Access(claims.getClaimValueAsString("sub"), scopes);
    }

    Caller readRefresh(String token, RegistryAccount registry) throws Refused {
        JwtClaims claims = read(token, REFRESH, registry);
        List<String> groups =
                claims.getClaimValue("groups") instanceof List<?> list
                        ? list.stream().map(String::valueOf).toList()
                        : List.of();
        return new Caller(
                claims.getClaimValueAsString("tenant"),
                claims.getClaimValueAsString("sub"),
                claims.getClaimValueAsString("appid"),
                claims.getClaimValueAsString("upn"),
                groups);
    }

    private JwtClaims claims(RegistryAccount registry, String use, long seconds) {
        long now = clock.instant().getEpochSecond();
        JwtClaims claims = new JwtClaims();
        claims.setIssuer("https://" + registry.loginServer());
        claims.setAudience(registry.loginServer());
        claims.setIssuedAt(NumericDate.fromSeconds(now));
        claims.setNotBefore(NumericDate.fromSeconds(now));
        claims.setExpirationTime(NumericDate.fromSeconds(now + seconds));
        claims.setJwtId(UUID.randomUUID().toString());
        claims.setClaim("grant_type", use);
        claims.setClaim("registry", registry.id().toString());
        return claims;
    }

    private String sign(JwtClaims claims) {
        SigningKey key = keys.named(KEY_NAME);
        try {
            JsonWebSignature signature = new JsonWebSignature();
            signature.setPayload(claims.toJson());
            signature.setKey(key.pair().getPrivate());
            signature.setKeyIdHeaderValue(key.keyId());
            signature.setHeader("typ", "JWT");
            signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException("The registry's signing key cannot sign", e);
        }
    }

    /** {@code registry} null: of whatever registry, for the ping of clients in path style. */
    private JwtClaims read(String token, String use, RegistryAccount registry) throws Refused {
        try {
            JsonWebSignature signature = new JsonWebSignature();
            signature.setAlgorithmConstraints(RS256_ONLY);
            signature.setCompactSerialization(token);
            signature.setKey(keys.named(KEY_NAME).pair().getPublic());
            if (!signature.verifySignature()) {
                throw new Refused("The token was not signed by this registry.");
            }
            JwtClaims claims = JwtClaims.parse(signature.getPayload());
            if (claims.getExpirationTime() == null
                    || claims.getExpirationTime().getValue() <= clock.instant().getEpochSecond()) {
                throw new Refused("The token has expired.");
            }
            if (!use.equals(claims.getClaimValueAsString("grant_type"))) {
                throw new Refused("The token is no " + use.replace('_', ' ') + ".");
            }
            if (registry != null
                    && !registry.id().toString().equals(claims.getClaimValueAsString("registry"))) {
                throw new Refused("The token is for another registry.");
            }
            return claims;
        } catch (JoseException | InvalidJwtException | MalformedClaimException e) {
            throw new Refused("The token is no signed token of this registry.");
        }
    }
}
