package io.mltwin.workspace.assertions;

import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.Caller;
import io.mltwin.platform.Addresses;
import io.mltwin.platform.ServiceName;
import io.mltwin.resourceprovider.AssertedCalls.AssertionClaims;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.UUID;

/**
 * ARM's word to a provider: one caller, one action, one scope, for one request (method, path, body)
 * and sixty seconds. Providers accept nothing else on their ARM paths.
 */
@Singleton
public record AssertionSigner(AssertionKeys keys, Addresses addresses, Clock clock) {
    private static final long LIFETIME_SECONDS = 60;

    /**
     * Signs for one request.
     *
     * @param uri path and query exactly as they will be sent
     */
    public String sign(ServiceName provider, ArmCall call, String uri, byte[] body) {
        return sign(keys.signingKey(), provider, call, uri, body);
    }

    String sign(AssertionKeys.SigningKey key, ServiceName provider, ArmCall call, String uri, byte[] body) {
        long now = clock.instant().getEpochSecond();
        Caller caller = call.caller();
        JwtClaimsBuilder claims = Jwt.claims()
                .issuer(addresses.management())
                .audience("api://mltwin/" + provider.lowerCase())
                .subject(caller.objectId())
                .issuedAt(now)
                .expiresAt(now + LIFETIME_SECONDS)
                .claim("jti", UUID.randomUUID().toString())
                .claim("method", call.method())
                .claim("uri", uri)
                .claim("bodySha256", AssertionClaims.sha256(body))
                .claim("action", call.action())
                .claim("scope", call.id().toString())
                .claim("baseUrl", call.baseUrl())
                .claim("tid", caller.tenantId())
                .claim("oid", caller.objectId());
        if (caller.applicationId() != null) {
            claims.claim("appid", caller.applicationId());
        }
        if (caller.userPrincipalName() != null) {
            claims.claim("upn", caller.userPrincipalName());
        }
        if (!caller.groups().isEmpty()) {
            claims.groups(new java.util.LinkedHashSet<>(caller.groups()));
        }
        return claims.jws().keyId(key.keyId()).sign(key.key());
    }
}
