package io.mltwin.identity.oauth.tokens;

import io.mltwin.identity.directory.ClientApplication;
import io.mltwin.identity.directory.Tenant;
import io.mltwin.identity.directory.accounts.Account;
import io.mltwin.identity.directory.accounts.Accounts;
import io.mltwin.identity.oauth.codes.RefreshTokens;
import io.mltwin.identity.oauth.tokens.AccessTokenGrant.ClientProof;
import io.mltwin.platform.Addresses;
import jakarta.inject.Singleton;

/**
 * {@code grant_type=refresh_token}: another token of a sign-in, for any resource, in the same
 * tenant or in one where the user is a guest, as Azure CLI asks for.
 */
@Singleton
record RefreshTokenGrant(
        Tenants tenants,
        ClientAuthentication clients,
        Accounts accounts,
        UserTokens tokens,
        RefreshTokens refreshTokens,
        Addresses addresses) {

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
