package io.mltwin.identity.oauth.tokens;

import static io.mltwin.identity.oauth.errors.AadErrors.malformedRequest;

import io.mltwin.identity.directory.ClientApplication;
import io.mltwin.identity.directory.Tenant;
import io.mltwin.identity.directory.accounts.Account;
import io.mltwin.identity.directory.accounts.Accounts;
import io.mltwin.identity.directory.accounts.SignedInUser;
import io.mltwin.identity.oauth.clients.ClientRecord;
import io.mltwin.identity.oauth.codes.SignInGrants;
import io.mltwin.identity.oauth.tokens.AccessTokenGrant.ClientProof;
import io.mltwin.platform.Addresses;
import jakarta.inject.Singleton;

/**
 * {@code grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer}: a service that was called with a
 * user's token gets a token for another service in the user's name.
 */
@Singleton
record OnBehalfOfGrant(
        Tenants tenants,
        ClientAuthentication clients,
        UserAssertions assertions,
        Accounts accounts,
        UserTokens tokens,
        SignInGrants grants,
        Addresses addresses) {

    private static final String USE = "on_behalf_of";

    IssuedToken issue(TokenRequest request) {
        String clientId = request.clientId();
        String assertion = request.required("assertion");
        if (!USE.equals(request.required("requested_token_use"))) {
            throw malformedRequest();
        }
        Tenant tenant = tenants.named(request.tenant());
        RequestedScope scope = RequestedScope.ofUser(request, addresses.graph());
        ClientApplication client = clients.forUsers(clientId, tenant);
        ClientRecord registered = clients.ofUsers(client, tenant);
        ClientProof proof = clients.prove(request, registered, tenant);
        SignedInUser user = assertions.read(assertion, registered, tenant);
        Account account = accounts.requireIn(tenant, user);
        AccessTokenGrant grant = tokens.checkOnBehalfOf(
                new UserTokens.Request(request, tenant, account, client, proof, scope, user.methodsFor(account), null));
        return tokens.issue(grant, () -> grants.open(clientId, user));
    }
}
