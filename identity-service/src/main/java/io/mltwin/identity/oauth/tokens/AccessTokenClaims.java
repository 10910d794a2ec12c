package io.mltwin.identity.oauth.tokens;

import io.mltwin.encoding.Sha256;
import io.mltwin.identity.TokenIssuers;
import io.mltwin.identity.directory.accounts.Account;
import io.mltwin.identity.oauth.tokens.AccessTokenGrant.TokenVersion;
import io.mltwin.platform.Addresses;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The claims of Azure AD's access and id tokens, version 1.0 and 2.0. */
@Singleton
record AccessTokenClaims(TokenIssuers issuers, Addresses addresses, SecureRandom random) {

    private static final int MOST_GROUPS = 200;
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    /** Deviation: {@code appid} stands in version 2.0 too, next to {@code azp}. */
    Map<String, Object> access(AccessTokenGrant grant, long notBefore, long expiresOn) {
        Map<String, Object> claims = common(grant, notBefore, expiresOn);
        claims.put("aud", grant.scope().resource());
        claims.put("appid", grant.clientId());
        claims.put("appidacr", grant.proof().claim());
        claims.put("idtyp", grant.isUser() ? "user" : "app");
        if (grant.version() == TokenVersion.V2) {
            claims.put("azp", grant.clientId());
            claims.put("azpacr", grant.proof().claim());
        }
        if (grant.isUser()) {
            AccessTokenGrant.User user = grant.user();
            claims.put("scp", String.join(" ", user.permissions()));
            claims.put("acr", "1");
            put(claims, "ipaddr", user.address());
            describe(claims, grant);
        }
        put(claims, "xms_mirid", grant.managedResourceId());
        if (grant.understandsChallenges()) {
            claims.put("xms_cc", List.of("CP1"));
        }
        putGroups(claims, grant);
        if (!grant.roles().isEmpty()) {
            claims.put("roles", grant.roles());
        }
        return claims;
    }

    /** Returns the claims of an id token, which tells the client who has signed in. */
    Map<String, Object> id(AccessTokenGrant grant, long notBefore, long expiresOn) {
        Map<String, Object> claims = common(grant, notBefore, expiresOn);
        claims.put("aud", grant.clientId());
        describe(claims, grant);
        claims.put("preferred_username", grant.user().account().userPrincipalName());
        put(claims, "nonce", grant.user().nonce());
        return claims;
    }

    private void describe(Map<String, Object> claims, AccessTokenGrant grant) {
        Account account = grant.user().account();
        claims.put("amr", grant.user().methods());
        claims.put("name", account.displayName());
        put(claims, "given_name", account.givenName());
        put(claims, "family_name", account.surname());
        claims.put("upn", account.userPrincipalName());
        claims.put("unique_name", account.userPrincipalName());
        if (grant.version() == TokenVersion.V2) {
            claims.put("preferred_username", account.userPrincipalName());
        }
        if (account.guest()) {
            claims.put("idp", issuers.v1(account.homeTenantId()));
        }
    }

    private Map<String, Object> common(AccessTokenGrant grant, long notBefore, long expiresOn) {
        boolean v2 = grant.version() == TokenVersion.V2;
        Map<String, Object> claims = new LinkedHashMap<>(32);
        claims.put("iss", v2 ? issuers.v2(grant.tenantId()) : issuers.v1(grant.tenantId()));
        claims.put("sub", subject(grant));
        claims.put("iat", notBefore);
        claims.put("nbf", notBefore);
        claims.put("exp", expiresOn);
        claims.put("oid", grant.subject().objectId());
        claims.put("tid", grant.tenantId());
        String unique = unique();
        claims.put("uti", unique);
        claims.put("jti", unique);
        claims.put("ver", v2 ? "2.0" : "1.0");
        return claims;
    }

    /** Adds the groups, or the place to ask for them if they are too many for a header. */
    private void putGroups(Map<String, Object> claims, AccessTokenGrant grant) {
        if (grant.groups().isEmpty()) {
            return;
        }
        if (grant.groups().size() <= MOST_GROUPS) {
            claims.put("groups", grant.groups());
            return;
        }
        claims.put("_claim_names", Map.of("groups", "src1"));
        claims.put(
                "_claim_sources",
                Map.of(
                        "src1",
                        Map.of(
                                "endpoint",
                                addresses.graph()
                                        + "/v1.0/"
                                        + (grant.isUser() ? "users/" : "servicePrincipals/")
                                        + grant.subject().objectId()
                                        + "/getMemberObjects")));
    }

    private static void put(Map<String, Object> claims, String name, String value) {
        if (value != null) {
            claims.put(name, value);
        }
    }

    /**
     * Returns the object id of an application; for a user a value that differs from client to
     * client.
     */
    private static String subject(AccessTokenGrant grant) {
        if (!grant.isUser()) {
            return grant.subject().objectId();
        }
        String pair = grant.subject().objectId() + "/" + grant.clientId();
        return BASE64.encodeToString(Sha256.hash(pair));
    }

    private String unique() {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return BASE64.encodeToString(bytes);
    }
}
