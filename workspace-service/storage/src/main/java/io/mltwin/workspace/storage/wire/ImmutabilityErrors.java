package io.mltwin.workspace.storage.wire;

import static io.mltwin.armweb.AzureException.conflict;
import static io.mltwin.armweb.AzureException.notFound;

import io.mltwin.armweb.AzureException;

/**
 * Refuses what is not possible because blobs are immutable, in the data plane and by Azure Resource
 * Manager.
 */
public final class ImmutabilityErrors {

    private ImmutabilityErrors() {}

    public static AzureException blobDueToPolicy() {
        return conflict(
                "BlobImmutableDueToPolicy",
                "This operation is not permitted as the blob is immutable due to a policy.");
    }

    public static AzureException blobDueToLegalHold() {
        return conflict(
                "BlobImmutableDueToLegalHold",
                "This operation is not permitted as the blob is immutable due to one or more legal holds.");
    }

    public static AzureException containerHasPolicy(boolean locked) {
        return conflict(
                locked ? "ContainerImmutabilityPolicyLocked" : "ContainerImmutabilityPolicyUnlocked",
                "The requested operation is not allowed as the container has %s immutability policy.",
                locked ? "a locked" : "an unlocked");
    }

    public static AzureException containerHasLegalHold() {
        return conflict(
                "ContainerHasLegalHold",
                "The requested operation is not allowed as the container has one or more legal holds.");
    }

    /** Of a container with blobs, or of its account. */
    public static AzureException containerProtected(String account, String container, String by) {
        return conflict(
                "ContainerProtectedFromDeletion",
                "The storage account %s container %s is protected from deletion due to %s.",
                account,
                container,
                by);
    }

    public static AzureException policyNotFound() {
        return notFound("ImmutabilityPolicyNotFound", "The container has no immutability policy.");
    }

    public static AzureException policyInState(String operation, boolean locked) {
        return conflict(
                locked ? "ImmutabilityPolicyLocked" : "ImmutabilityPolicyUnlocked",
                "The operation %s is not allowed on %s immutability policy.",
                operation,
                locked ? "a locked" : "an unlocked");
    }

    public static AzureException extendedTooOften(int most) {
        return conflict(
                "ImmutabilityPolicyExtensionLimitReached",
                "A locked immutability policy is extended at most %s times.",
                most);
    }

    public static AzureException changed() {
        return new AzureException(
                412,
                "PreconditionFailed",
                "The condition specified in If-Match is not met: the immutability policy has another ETag.");
    }
}
