package io.mltwin.identity.oauth.tokens;

import io.mltwin.identity.directory.Tenant;
import io.mltwin.identity.directory.accounts.Account;
import io.mltwin.identity.directory.accounts.Accounts;
import io.mltwin.identity.oauth.clients.ClientApplication;
import io.mltwin.identity.oauth.codes.RefreshTokens;
import io.mltwin.platform.Addresses;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * {@code grant_type=refresh_token}: a sign-in that goes on, for the same resource or another, in
 * the same tenant or one that the user is a guest of, as Azure CLI does.
 */
@ApplicationScoped
class RefreshTokenGrant {

    private final Tenants tenants;
    private final ClientAuthentication clients;
    private final Accounts accounts;
    private final UserTokens tokens;
    private final RefreshTokens refreshTokens;
    private final Addresses addresses;

    RefreshTokenGrant(
            Tenants tenants,
            ClientAuthentication clients,
            Accounts accounts,
            UserTokens tokens,
            RefreshTokens refreshTokens,
            Addresses addresses) {
        this.tenants = tenants;
        this.clients = clients;
        this.accounts = accounts;
        this.tokens = tokens;
        this.refreshTokens = refreshTokens;
        this.addresses = addresses;
    }

    IssuedToken issue(TokenRequest request) {
        String clientId = request.clientId();
        String presented = request.required("refresh_token");
        RequestedScope scope = RequestedScope.ofUser(request, addresses.graph());
        Tenant tenant =
                tenants.ofSignedIn(request.tenant(), () -> refreshTokens.tenantOf(presented));
        ClientApplication client = clients.forUsers(clientId, tenant);
        ClientProof proof = clients.proveForUsers(request, client, tenant, client.keepsNoSecret());
        RefreshTokens.Found found = refreshTokens.find(presented, clientId);
        Account account = accounts.requireIn(tenant, found.user());
        AccessTokenGrant grant =
                tokens.check(
                        new UserTokens.Wanted(
                                request,
                                tenant,
                                account,
                                client,
                                proof,
                                scope,
                                found.user().methodsFor(account),
                                null));
        String next = refreshTokens.rotate(presented, found);
        return tokens.issue(grant).withRefreshToken(next);
    }
}
