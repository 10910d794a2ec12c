package io.mltwin.identity.oauth.tokens;

import static io.mltwin.identity.oauth.errors.AadErrors.tenantNotFound;
import static io.mltwin.identity.oauth.errors.AadErrors.unsupportedGrant;

import io.mltwin.encoding.AsciiCase;
import io.mltwin.identity.TokenIssuers;
import io.mltwin.identity.directory.ClientApplication;
import io.mltwin.identity.directory.Tenant;
import io.mltwin.identity.directory.accounts.Account;
import io.mltwin.identity.directory.accounts.PasswordSignIn;
import io.mltwin.identity.oauth.signingkeys.KeyPurpose;
import io.mltwin.identity.oauth.signingkeys.SigningKeyService;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A local account of an Azure AD B2C tenant signs in by its password, as B2C's user flow for
 * resource owner password credentials does. Deviation: of B2C there is this one flow.
 */
@Singleton
record UserFlowGrant(
        Tenants tenants,
        ClientAuthentication clients,
        PasswordSignIn passwords,
        SigningKeyService keys,
        TokenIssuers issuers,
        Clock clock) {

    IssuedToken issue(TokenRequest request, String policy) {
        String grant = request.required("grant_type");
        if (!grant.equals("password")) {
            throw unsupportedGrant(grant.substring(0, Math.min(grant.length(), 64)));
        }
        Tenant tenant = tenants.named(request.tenant());
        if (!tenant.b2c()) {
            throw tenantNotFound(request.tenant());
        }
        String clientId = request.clientId();
        String name = request.required("username");
        String password = request.required("password");
        String scope = request.required("scope");
        ClientApplication client = clients.forUsers(clientId, tenant);
        clients.proveForUsers(request, client, tenant, client.publicClient());
        Account account = passwords.checkLocal(tenant, name, password);
        long now = clock.instant().getEpochSecond();
        long expiresOn = now + TokenIssue.LIFETIME_SECONDS;
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", issuers.userFlow(tenant.tenantId(), AsciiCase.lower(policy)));
        claims.put("aud", audience(scope, clientId));
        claims.put("sub", account.objectId());
        claims.put("oid", account.objectId());
        claims.put("tid", tenant.tenantId());
        claims.put("azp", clientId);
        claims.put("tfp", policy);
        claims.put("acr", policy);
        claims.put("name", account.displayName());
        claims.put("emails", List.of(account.userPrincipalName()));
        claims.put("scp", "user_impersonation");
        claims.put("iat", now);
        claims.put("nbf", now);
        claims.put("exp", expiresOn);
        claims.put("jti", UUID.randomUUID().toString());
        claims.put("ver", "1.0");
        String token = keys.sign(KeyPurpose.AZURE_AD_B2C, claims, false);
        return new IssuedToken(
                token,
                tenant.tenantId(),
                account.objectId(),
                (String) claims.get("aud"),
                now,
                expiresOn,
                scope,
                null,
                null,
                null);
    }

    /** Returns the resource that a scope names, or the client itself. */
    private static String audience(String scope, String clientId) {
        String resource = RequestedScope.v2(scope, clientId).resource();
        return resource.isEmpty() ? clientId : resource;
    }
}
