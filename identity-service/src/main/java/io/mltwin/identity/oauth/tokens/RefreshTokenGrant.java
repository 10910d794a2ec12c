package io.mltwin.identity.oauth.tokens;

import io.mltwin.identity.directory.ClientApplication;
import io.mltwin.identity.directory.Tenant;
import io.mltwin.identity.directory.accounts.Account;
import io.mltwin.identity.directory.accounts.Accounts;
import io.mltwin.identity.oauth.codes.RefreshTokens;
import io.mltwin.platform.Addresses;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * {@code grant_type=refresh_token}: another token of a sign-in, for any resource, in the same
 * tenant or in one where the user is a guest, as Azure CLI asks for.
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
        Tenant tenant = tenants.ofSignedIn(request.tenant(), () -> refreshTokens.tenantOf(presented));
        ClientApplication client = clients.forUsers(clientId, tenant);
        ClientProof proof = clients.proveForUsers(request, client, tenant, client.keepsNoSecret());
        RefreshTokens.Found found = refreshTokens.find(presented, clientId);
        Account account = accounts.requireIn(tenant, found.user());
        AccessTokenGrant grant = tokens.check(new UserTokens.Request(
                request, tenant, account, client, proof, scope, found.user().methodsFor(account), null));
        String next = refreshTokens.rotate(presented, found);
        return tokens.issue(grant).withRefreshToken(next);
    }
}
