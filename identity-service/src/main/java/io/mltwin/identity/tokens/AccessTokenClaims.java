package io.mltwin.identity.tokens;

import io.mltwin.identity.TokenIssuers;
import io.mltwin.identity.directory.DirectoryPrincipal;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;

/** The claims of Azure AD's access and id tokens, version 1.0 and 2.0. */
@Singleton
class AccessTokenClaims {

    private static final int MOST_GROUPS = 200;

    private final TokenIssuers issuers;
    private final SecureRandom random;

    AccessTokenClaims(TokenIssuers issuers, SecureRandom random) {
        this.issuers = issuers;
        this.random = random;
    }

    /** Deviation: {@code appid} stands in version 2.0 too, beside {@code azp}. */
    JwtClaimsBuilder access(AccessTokenGrant grant, long notBefore, long expiresOn) {
        DirectoryPrincipal subject = grant.subject();
        JwtClaimsBuilder claims =
                common(grant, notBefore, expiresOn)
                        .audience(grant.scope().resource())
                        .claim("appid", grant.clientId())
                        .claim("appidacr", grant.proof().claim())
                        .claim("idtyp", grant.isUser() ? "user" : "app");
        if (grant.version() == TokenVersion.V2) {
            claims.claim("azp", grant.clientId()).claim("azpacr", grant.proof().claim());
        }
        if (grant.isUser()) {
            claims.claim("scp", "user_impersonation")
                    .claim("amr", List.of("pwd"))
                    .claim("upn", subject.userPrincipalName())
                    .claim("unique_name", subject.userPrincipalName())
                    .claim("name", subject.displayName());
            if (grant.version() == TokenVersion.V2) {
                claims.claim("preferred_username", subject.userPrincipalName());
            }
        }
        if (grant.managedResourceId() != null) {
            claims.claim("xms_mirid", grant.managedResourceId());
        }
        if (!grant.groups().isEmpty()) {
            claims.claim("groups", grant.groups().stream().limit(MOST_GROUPS).toList());
        }
        return claims;
    }

    /** For MSAL, which keeps an account by it. */
    JwtClaimsBuilder id(AccessTokenGrant grant, long notBefore, long expiresOn) {
        return common(grant, notBefore, expiresOn)
                .audience(grant.clientId())
                .claim("name", grant.subject().displayName())
                .claim("preferred_username", grant.subject().userPrincipalName());
    }

    private JwtClaimsBuilder common(AccessTokenGrant grant, long notBefore, long expiresOn) {
        boolean v2 = grant.version() == TokenVersion.V2;
        return Jwt.claims()
                .issuer(v2 ? issuers.v2(grant.tenantId()) : issuers.v1(grant.tenantId()))
                .subject(subject(grant))
                .issuedAt(notBefore)
                .expiresAt(expiresOn)
                .claim("nbf", notBefore)
                .claim("oid", grant.subject().objectId())
                .claim("tid", grant.tenantId())
                .claim("uti", unique())
                .claim("ver", v2 ? "2.0" : "1.0");
    }

    /** An application's object id; for a user a value that differs from client to client. */
    private static String subject(AccessTokenGrant grant) {
        if (!grant.isUser()) {
            return grant.subject().objectId();
        }
        try {
            String pair = grant.subject().objectId() + "/" + grant.clientId();
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(pair.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private String unique() {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
