package io.mltwin.identity.oauth.tokens;

import static io.mltwin.identity.directory.accounts.AccountErrors.guestNotAllowed;

import io.mltwin.identity.directory.ClientApplication;
import io.mltwin.identity.directory.Tenant;
import io.mltwin.identity.directory.accounts.Account;
import io.mltwin.identity.directory.accounts.Accounts;
import io.mltwin.identity.directory.accounts.PasswordSignIn;
import io.mltwin.identity.directory.accounts.SignedInUser;
import io.mltwin.identity.oauth.codes.SignInGrants;
import io.mltwin.identity.oauth.tokens.AccessTokenGrant.ClientProof;
import io.mltwin.platform.Addresses;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Set;

/**
 * {@code grant_type=password}: a user's name and password, through a public client or a registered
 * one. Refuses guests, and users who need a second factor.
 */
@Singleton
record PasswordGrant(
        Tenants tenants,
        ClientAuthentication clients,
        PasswordSignIn passwords,
        UserTokens tokens,
        SignInGrants grants,
        Addresses addresses,
        Clock clock) {

    IssuedToken issue(TokenRequest request) {
        String clientId = request.clientId();
        String name = request.required("username");
        String password = request.required("password");
        Tenant tenant = tenants.ofUser(request.tenant(), name);
        RequestedScope scope = RequestedScope.ofUser(request, addresses.graph());
        ClientApplication client = clients.forUsers(clientId, tenant);
        ClientProof proof = clients.proveForUsers(request, client, tenant, client.publicClient());
        if (passwords.isGuest(tenant, name)) {
            throw guestNotAllowed();
        }
        Account account = passwords.check(tenant, name, password);
        Accounts.requireNoSecondFactor(account, false);
        SignedInUser user = new SignedInUser(tenant.tenantId(), account.objectId(), Set.of(), clock.instant());
        AccessTokenGrant grant = tokens.check(
                new UserTokens.Request(request, tenant, account, client, proof, scope, user.methodsFor(account), null));
        return tokens.issue(grant, () -> grants.open(clientId, user));
    }
}
