package io.mltwin.workspace.storage.wire;

import static io.mltwin.armweb.AzureException.badRequest;
import static io.mltwin.armweb.AzureException.conflict;
import static io.mltwin.armweb.AzureException.forbidden;

import io.mltwin.armweb.AzureException;
import java.util.List;

/**
 * Names the reasons why Azure Storage's data planes do not let a request in: keys, signatures,
 * networks.
 */
public final class AccessErrors {

    private AccessErrors() {}

    public static AzureException keysNotPermitted() {
        return forbidden(
                "KeyBasedAuthenticationNotPermitted",
                "Key based authentication is not permitted on this storage account.");
    }

    /** Refuses a signature or its limits that do not hold. */
    public static AzureException authenticationFailed(String detail, Object... arguments) {
        return forbidden(
                "AuthenticationFailed",
                "Server failed to authenticate the request. Make sure the value of Authorization header is formed"
                        + " correctly including the signature. %s",
                AzureException.text(detail, arguments));
    }

    public static void authenticationFailedIf(boolean wrong, String detail, Object... arguments) {
        if (wrong) {
            throw authenticationFailed(detail, arguments);
        }
    }

    /** Refuses a key or a signature where the operation takes an Azure AD token alone. */
    public static AzureException bearerOnly() {
        return authenticationFailed("")
                .withDetails(List.of(new AzureException.Detail(
                        "AuthenticationErrorDetail", "Only authentication scheme Bearer is supported", null)));
    }

    public static AzureException permissionMismatch(String missing) {
        return forbidden(
                "AuthorizationPermissionMismatch",
                "This request is not authorized to perform this operation using this permission: " + missing);
    }

    public static AzureException serviceMismatch(String why) {
        return forbidden(
                "AuthorizationServiceMismatch",
                "This request is not authorized to perform this operation using this service: " + why);
    }

    public static AzureException resourceTypeMismatch(String why) {
        return forbidden(
                "AuthorizationResourceTypeMismatch",
                "This request is not authorized to perform this operation using this resource type: " + why);
    }

    public static AzureException publicAccessNotPermitted() {
        return conflict("PublicAccessNotPermitted", "Public access is not permitted on this storage account.");
    }

    /** Returns the account's firewall. */
    public static AzureException firewall(String remote) {
        return forbidden(
                "AuthorizationFailure",
                "This request is not authorized to perform this operation: the network rules of the account let %s"
                        + " not in.",
                remote);
    }

    public static AzureException tlsVersion(String used, String least) {
        return badRequest(
                "TlsVersionNotPermitted",
                "The TLS version of the connection, %s, is not permitted on this storage account, which wants %s at"
                        + " least.",
                used,
                least);
    }

    /** The account's replication lets its secondary location not be read. */
    public static AzureException noReadableSecondary() {
        return forbidden(
                "InsufficientAccountPermissions",
                "Read-access geo-redundant replication is not enabled for the account.");
    }

    public static AzureException secondaryWrite() {
        return forbidden(
                "InsufficientAccountPermissions", "Write operations to the secondary location are not allowed.");
    }
}
