package io.mltwin.workspace.storage.access;

import static io.mltwin.workspace.storage.wire.AccessErrors.bearerOnly;
import static io.mltwin.workspace.storage.wire.AccessErrors.permissionMismatch;

import io.mltwin.access.AccessClient;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Caller;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.platform.Addresses;
import io.mltwin.tokencheck.CallerContext;
import io.mltwin.tokencheck.VerifiedToken;
import jakarta.inject.Singleton;
import java.util.Map;

/**
 * Lets a request to a data plane of Azure Storage pass ("Authorize requests to Azure Storage"): an
 * Azure AD token with a role, an account key, or a shared access signature; without any of them
 * only what a container shows to everybody.
 */
@Singleton
public record Authorizer(
        CallerContext caller,
        AccessClient access,
        Addresses addresses,
        Firewall firewall,
        SharedKeyValidator sharedKey,
        SasValidator sas) {
    private static final String AUDIENCE = "https://storage.azure.com";

    /**
     * Checks network, credential and permission.
     *
     * @throws AzureException 401 without a credential, 403 with one that does not allow it
     */
    public Grant authorize(StorageRequest request) {
        return authorize(request, caller.tokenOrNull());
    }

    /**
     * Returns the same for a request within a request.
     *
     * @param token its own, verified, or null
     */
    public Grant authorize(StorageRequest request, VerifiedToken token) {
        firewall.check(request, token);
        if (token != null) {
            checkToken(request, token);
            return Grant.of(token.caller());
        }
        String header = request.headers().get("Authorization");
        if (request.takesTokensOnly() && (header != null || request.query().has("sig"))) {
            throw bearerOnly();
        }
        if (header != null) {
            if (AsciiCase.startsWith(header, "SharedKey ")) {
                sharedKey.check(request, header.substring(10).trim(), false);
                return Grant.FULL;
            }
            if (AsciiCase.startsWith(header, "SharedKeyLite ")) {
                sharedKey.check(request, header.substring(14).trim(), true);
                return Grant.FULL;
            }
            throw unauthorized(
                    request,
                    "InvalidAuthenticationInfo",
                    "The Authorization header has no scheme or token that is accepted here.");
        }
        if (request.query().has("sig")) {
            return sas.check(request);
        }
        if (request.isPublic()) {
            return Grant.ANONYMOUS;
        }
        throw unauthorized(
                request,
                "NoAuthenticationInformation",
                "Server failed to authenticate the request. Please refer to the information in the www-authenticate header.");
    }

    private void checkToken(StorageRequest request, VerifiedToken token) {
        checkAudience(request, token);
        require(request, token.caller());
    }

    private void checkAudience(StorageRequest request, VerifiedToken token) {
        String own = "https://" + addresses.blobHost(request.account().name());
        String file = "https://" + addresses.fileHost(request.account().name());
        String audience = token.audience();
        if (!AsciiCase.equal(audience, AUDIENCE)
                && !AsciiCase.equal(audience, own)
                && !AsciiCase.equal(audience, file)) {
            throw unauthorized(
                    request,
                    "InvalidAuthenticationInfo",
                    "Authentication scheme Bearer: the token's audience is "
                            + audience
                            + ", not "
                            + AUDIENCE
                            + " or "
                            + own
                            + ".");
        }
        if (!AsciiCase.equal(request.account().tenantId(), token.tenantId())) {
            throw unauthorized(
                    request,
                    "InvalidAuthenticationInfo",
                    "The token is from another tenant than the storage account's.");
        }
    }

    /**
     * Lets the source of a copy through the firewall of its account, and by the role of its token.
     *
     * @param token null when another credential decides
     */
    public void admitSource(StorageRequest source, VerifiedToken token) {
        firewall.check(source, token);
        if (token != null) {
            checkToken(source, token);
        }
    }

    /** Passes when this principal has a role for the request. */
    public void require(StorageRequest request, Caller principal) {
        for (RequiredPermissions required : request.requiredPermissions()) {
            boolean allowed = required.checks().stream().anyMatch(check -> access.isAllowed(principal, check));
            if (!allowed) {
                throw roleMissing(principal, required.checks().get(0));
            }
        }
    }

    static AzureException roleMissing(Caller principal, AccessClient.Check check) {
        return permissionMismatch("'"
                + principal.displayName()
                + "' with object id '"
                + principal.objectId()
                + "' has no role with "
                + (check.data() ? "data action '" : "action '")
                + check.action()
                + "' over scope '"
                + check.scope()
                + "'.");
    }

    private AzureException unauthorized(StorageRequest request, String code, String message) {
        String challenge = "Bearer authorization_uri="
                + addresses.login()
                + "/"
                + request.account().tenantId()
                + "/oauth2/authorize resource_id="
                + AUDIENCE;
        return new AzureException(401, code, message).withHeaders(Map.of("WWW-Authenticate", challenge));
    }
}
