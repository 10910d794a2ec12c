package io.mltwin.workspace.storage.blob;

import io.mltwin.access.AccessClient;
import io.mltwin.armweb.AzureFault;
import io.mltwin.platform.Addresses;
import io.mltwin.tokencheck.CallerContext;
import io.mltwin.tokencheck.VerifiedToken;
import jakarta.inject.Singleton;
import java.util.Map;

/**
 * Lets a request to the Blob service pass ("Authorize requests to Azure Storage"): an Azure AD
 * token with a role, an account key, or a shared access signature. Anonymous access does not exist.
 */
@Singleton
class BlobAuthorizer {

    private static final String AUDIENCE = "https://storage.azure.com";

    private final CallerContext caller;
    private final AccessClient access;
    private final Addresses addresses;
    private final SharedKeyCheck sharedKey;
    private final SasCheck sas;

    BlobAuthorizer(
            CallerContext caller,
            AccessClient access,
            Addresses addresses,
            SharedKeyCheck sharedKey,
            SasCheck sas) {
        this.caller = caller;
        this.access = access;
        this.addresses = addresses;
        this.sharedKey = sharedKey;
        this.sas = sas;
    }

    /**
     * Checks credential and permission.
     *
     * @throws AzureFault 401 without a credential, 403 with one that does not allow it
     */
    Grant authorize(BlobCall call) {
        VerifiedToken token = caller.tokenOrNull();
        if (token != null) {
            checkToken(call, token);
            return Grant.FULL;
        }
        String header = call.headers().get("Authorization");
        if (header != null) {
            if (header.regionMatches(true, 0, "SharedKey ", 0, 10)) {
                sharedKey.check(call, header.substring(10).trim());
                return Grant.FULL;
            }
            if (header.regionMatches(true, 0, "SharedKeyLite ", 0, 14)) {
                throw BlobErrors.unsupported("The scheme SharedKeyLite");
            }
            throw unauthorized(
                    call,
                    "InvalidAuthenticationInfo",
                    "The Authorization header has no scheme or token that is accepted here.");
        }
        if (call.query().has("sig")) {
            return sas.check(call);
        }
        throw unauthorized(
                call,
                "NoAuthenticationInformation",
                "Server failed to authenticate the request. Please refer to the information in the www-authenticate header.");
    }

    private void checkToken(BlobCall call, VerifiedToken token) {
        String own = "https://" + addresses.blobHost(call.account().name());
        if (!token.audience().equalsIgnoreCase(AUDIENCE)
                && !token.audience().equalsIgnoreCase(own)) {
            throw unauthorized(
                    call,
                    "InvalidAuthenticationInfo",
                    "Authentication scheme Bearer: the token's audience is "
                            + token.audience()
                            + ", not "
                            + AUDIENCE
                            + " or "
                            + own
                            + ".");
        }
        if (!call.account().tenantId().equalsIgnoreCase(token.tenantId())) {
            throw unauthorized(
                    call,
                    "InvalidAuthenticationInfo",
                    "The token is from another tenant than the storage account's.");
        }
        BlobOperation operation = call.operation();
        String scope =
                call.container() == null
                        ? call.account().armId().toString()
                        : call.account().containerScope(call.container());
        if (!access.isAllowed(
                token.caller(),
                new AccessClient.Check(operation.action(), scope, operation.isDataAction()))) {
            throw BlobErrors.permissionMismatch(
                    "'"
                            + token.caller().displayName()
                            + "' with object id '"
                            + token.objectId()
                            + "' has no role with "
                            + (operation.isDataAction() ? "data action '" : "action '")
                            + operation.action()
                            + "' over scope '"
                            + scope
                            + "'.");
        }
    }

    private AzureFault unauthorized(BlobCall call, String code, String message) {
        String challenge =
                "Bearer authorization_uri="
                        + addresses.login()
                        + "/"
                        + call.account().tenantId()
                        + "/oauth2/authorize resource_id="
                        + AUDIENCE;
        return new AzureFault(401, code, message)
                .withHeaders(Map.of("WWW-Authenticate", challenge));
    }
}
