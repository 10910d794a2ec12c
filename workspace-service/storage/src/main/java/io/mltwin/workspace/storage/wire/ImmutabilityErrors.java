package io.mltwin.workspace.storage.wire;

import io.mltwin.armweb.AzureException;

/**
 * Refuses what is not possible because blobs are immutable, in the data plane and by Azure Resource
 * Manager.
 */
public final class ImmutabilityErrors {

    private ImmutabilityErrors() {}

    public static AzureException blobDueToPolicy() {
        return new AzureException(
                409,
                "BlobImmutableDueToPolicy",
                "This operation is not permitted as the blob is immutable due to a policy.");
    }

    public static AzureException blobDueToLegalHold() {
        return new AzureException(
                409,
                "BlobImmutableDueToLegalHold",
                "This operation is not permitted as the blob is immutable due to one or more legal holds.");
    }

    public static AzureException containerHasPolicy(boolean locked) {
        return new AzureException(
                409,
                locked ? "ContainerImmutabilityPolicyLocked" : "ContainerImmutabilityPolicyUnlocked",
                "The requested operation is not allowed as the container has "
                        + (locked ? "a locked" : "an unlocked")
                        + " immutability policy.");
    }

    public static AzureException containerHasLegalHold() {
        return new AzureException(
                409,
                "ContainerHasLegalHold",
                "The requested operation is not allowed as the container has one or more legal holds.");
    }

    /** Of a container with blobs, or of its account. */
    public static AzureException containerProtected(String account, String container, String by) {
        return new AzureException(
                409,
                "ContainerProtectedFromDeletion",
                "The storage account "
                        + account
                        + " container "
                        + container
                        + " is protected from deletion due to "
                        + by
                        + ".");
    }

    public static AzureException policyNotFound() {
        return new AzureException(404, "ImmutabilityPolicyNotFound", "The container has no immutability policy.");
    }

    public static AzureException policyInState(String operation, boolean locked) {
        return new AzureException(
                409,
                locked ? "ImmutabilityPolicyLocked" : "ImmutabilityPolicyUnlocked",
                "The operation "
                        + operation
                        + " is not allowed on "
                        + (locked ? "a locked" : "an unlocked")
                        + " immutability policy.");
    }

    public static AzureException extendedTooOften(int most) {
        return new AzureException(
                409,
                "ImmutabilityPolicyExtensionLimitReached",
                "A locked immutability policy is extended at most " + most + " times.");
    }

    public static AzureException changed() {
        return new AzureException(
                412,
                "PreconditionFailed",
                "The condition specified in If-Match is not met: the immutability policy has another ETag.");
    }
}
