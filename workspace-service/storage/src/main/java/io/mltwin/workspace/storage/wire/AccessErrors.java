package io.mltwin.workspace.storage.wire;

import io.mltwin.armweb.AzureException;
import java.util.List;

/**
 * Names the reasons why Azure Storage's data planes do not let a request in: keys, signatures,
 * networks.
 */
public final class AccessErrors {

    private AccessErrors() {}

    public static AzureException keysNotPermitted() {
        return new AzureException(
                403,
                "KeyBasedAuthenticationNotPermitted",
                "Key based authentication is not permitted on this storage account.");
    }

    /** Refuses a signature or its limits that do not hold. */
    public static AzureException authenticationFailed(String detail) {
        return new AzureException(
                403,
                "AuthenticationFailed",
                "Server failed to authenticate the request. Make sure the value of Authorization header is formed correctly"
                        + " including the signature. "
                        + detail);
    }

    /** Refuses a key or a signature where the operation takes an Azure AD token alone. */
    public static AzureException bearerOnly() {
        return authenticationFailed("")
                .withDetails(List.of(new AzureException.Detail(
                        "AuthenticationErrorDetail", "Only authentication scheme Bearer is supported", null)));
    }

    public static AzureException permissionMismatch(String missing) {
        return new AzureException(
                403,
                "AuthorizationPermissionMismatch",
                "This request is not authorized to perform this operation using this permission: " + missing);
    }

    public static AzureException serviceMismatch(String why) {
        return new AzureException(
                403,
                "AuthorizationServiceMismatch",
                "This request is not authorized to perform this operation using this service: " + why);
    }

    public static AzureException resourceTypeMismatch(String why) {
        return new AzureException(
                403,
                "AuthorizationResourceTypeMismatch",
                "This request is not authorized to perform this operation using this resource type: " + why);
    }

    public static AzureException publicAccessNotPermitted() {
        return new AzureException(
                409, "PublicAccessNotPermitted", "Public access is not permitted on this storage account.");
    }

    /** Returns the account's firewall. */
    public static AzureException firewall(String remote) {
        return new AzureException(
                403,
                "AuthorizationFailure",
                "This request is not authorized to perform this operation: the network rules of the account let "
                        + remote
                        + " not in.");
    }

    public static AzureException tlsVersion(String used, String least) {
        return new AzureException(
                400,
                "TlsVersionNotPermitted",
                "The TLS version of the connection, "
                        + used
                        + ", is not permitted on this storage account, which wants "
                        + least
                        + " at least.");
    }

    /** The account's replication lets its secondary location not be read. */
    public static AzureException noReadableSecondary() {
        return new AzureException(
                403,
                "InsufficientAccountPermissions",
                "Read-access geo-redundant replication is not enabled for the account.");
    }

    public static AzureException secondaryWrite() {
        return new AzureException(
                403, "InsufficientAccountPermissions", "Write operations to the secondary location are not allowed.");
    }
}
