package io.mltwin.identity.oauth.tokens;

import static io.mltwin.identity.oauth.errors.AadErrors.applicationNotFound;

import io.mltwin.identity.IdentityNames;
import io.mltwin.identity.directory.ClientApplication;
import io.mltwin.identity.directory.Tenant;
import io.mltwin.identity.directory.accounts.Account;
import io.mltwin.identity.directory.accounts.Accounts;
import io.mltwin.identity.oauth.clients.ClientApplications;
import io.mltwin.identity.oauth.clients.Clients;
import io.mltwin.identity.oauth.codes.DeviceCodes;
import io.mltwin.identity.oauth.tokens.AccessTokenGrant.ClientProof;
import io.mltwin.platform.Addresses;
import jakarta.inject.Singleton;

/**
 * Sign-in of a device without a browser. The client shows a code and polls until a user has entered
 * the code in another browser.
 */
@Singleton
record DeviceCodeGrant(
        Tenants tenants,
        ClientAuthentication clients,
        ClientApplications applications,
        Clients registered,
        DeviceCodes codes,
        Accounts accounts,
        UserTokens tokens,
        Addresses addresses,
        IdentityNames names) {

    private static final String PAGE = "/common/oauth2/deviceauth";

    /** The codes and the page that a device shows. */
    record Shown(DeviceCodes.Started codes, String page) {}

    /**
     * @param host host and port that the client used; the page is on the same
     */
    Shown start(TokenRequest request, String host) {
        String clientId = request.clientId();
        tenants.requireForUsers(request.tenant());
        RequestedScope scope = RequestedScope.ofUser(request, addresses.graph());
        requireClient(request, clientId);
        DeviceCodes.Started started =
                codes.start(new DeviceCodes.Request(clientId, request.tenant(), scope.stored(), request.isV2()));
        return new Shown(started, names.baseUrl(host) + PAGE);
    }

    private void requireClient(TokenRequest request, String clientId) {
        if (Tenants.isAny(request.tenant())) {
            String home = registered
                    .find(clientId)
                    .map(client -> client.principal().tenantId())
                    .orElse("");
            applications.find(clientId, home).orElseThrow(() -> applicationNotFound(clientId, request.tenant()));
        } else {
            clients.forUsers(clientId, tenants.named(request.tenant()));
        }
    }

    IssuedToken issue(TokenRequest request) {
        String clientId = request.clientId();
        // MSAL sends the same code in both fields
        String deviceCode = request.isV2() || request.optional("code") == null
                ? request.required("device_code")
                : request.required("code");
        DeviceCodes.Found found = codes.poll(deviceCode, clientId);
        Tenant tenant = tenants.ofSignedIn(request.tenant(), () -> found.user().tenantId());
        ClientApplication client = clients.forUsers(clientId, tenant);
        ClientProof proof = clients.proveForUsers(request, client, tenant, client.publicClient());
        RequestedScope scope = RequestedScope.ofUser(request, found.request().scope(), addresses.graph());
        Account account = accounts.requireIn(tenant, found.user());
        AccessTokenGrant grant = tokens.check(new UserTokens.Request(
                request, tenant, account, client, proof, scope, found.user().methodsFor(account), null));
        codes.redeem(deviceCode);
        return tokens.issue(grant, found::grantId);
    }
}
