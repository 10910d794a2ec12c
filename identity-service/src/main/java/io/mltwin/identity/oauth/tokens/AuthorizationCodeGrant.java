package io.mltwin.identity.oauth.tokens;

import io.mltwin.identity.directory.ClientApplication;
import io.mltwin.identity.directory.ClientApplication.Platform;
import io.mltwin.identity.directory.Tenant;
import io.mltwin.identity.directory.accounts.Account;
import io.mltwin.identity.directory.accounts.Accounts;
import io.mltwin.identity.oauth.codes.AuthorizationCodes;
import io.mltwin.identity.oauth.errors.AadErrors;
import io.mltwin.identity.oauth.tokens.AccessTokenGrant.ClientProof;
import io.mltwin.platform.Addresses;
import jakarta.inject.Singleton;

/** {@code grant_type=authorization_code}: a code that the client got from the sign-in page. */
@Singleton
record AuthorizationCodeGrant(
        Tenants tenants,
        ClientAuthentication clients,
        AuthorizationCodes codes,
        Accounts accounts,
        UserTokens tokens,
        Addresses addresses) {

    IssuedToken issue(TokenRequest request) {
        String clientId = request.clientId();
        String code = request.required("code");
        String redirectUri = request.required("redirect_uri");
        Tenant tenant = tenants.ofSignedIn(request.tenant(), () -> codes.tenantOf(code));
        ClientApplication client = clients.forUsers(clientId, tenant);
        boolean publicClient = isPublic(client, redirectUri);
        requireOrigin(request, client, redirectUri);
        ClientProof proof = clients.proveForUsers(request, client, tenant, publicClient);
        AuthorizationCodes.Found found = codes.find(
                code,
                new AuthorizationCodes.Presented(
                        clientId, tenant.tenantId(), redirectUri, request.optional("code_verifier"), publicClient));
        RequestedScope scope = RequestedScope.ofUser(request, found.request().scope(), addresses.graph());
        Account account = accounts.requireIn(tenant, found.user());
        AccessTokenGrant grant = tokens.check(new UserTokens.Request(
                request,
                tenant,
                account,
                client,
                proof,
                scope,
                found.user().methodsFor(account),
                found.request().nonce()));
        codes.redeem(code, found);
        return tokens.issue(grant, found::grantId);
    }

    /**
     * Returns true when the client keeps no secret, by the platform of the address that got the
     * code.
     */
    private static boolean isPublic(ClientApplication client, String redirectUri) {
        Platform platform = platform(client, redirectUri);
        return platform == null ? client.publicClient() : platform != Platform.WEB;
    }

    private static void requireOrigin(TokenRequest request, ClientApplication client, String redirectUri) {
        boolean fromScript = request.from().origin() != null;
        boolean spa = platform(client, redirectUri) == Platform.SPA;
        if (spa && !fromScript) {
            throw AadErrors.fault(
                    400,
                    "invalid_request",
                    "9002327",
                    "Tokens issued for the 'Single-Page Application' client-type may only be"
                            + " redeemed via cross-origin requests.");
        }
        if (!spa && fromScript) {
            throw AadErrors.fault(
                    400,
                    "invalid_request",
                    "9002326",
                    "Cross-origin token redemption is permitted only for the 'Single-Page Application' client-type.");
        }
    }

    private static Platform platform(ClientApplication client, String redirectUri) {
        return client.redirectUris().stream()
                .filter(known -> known.uri().equals(redirectUri))
                .map(ClientApplication.RedirectUri::platform)
                .findFirst()
                .orElse(null);
    }
}
