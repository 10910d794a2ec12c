package io.mltwin.workspace.storage.lease;

import static io.mltwin.armweb.AzureException.conflict;

import io.mltwin.armweb.AzureException;

/** The error codes of leases, each with its status and text in one place. */
final class LeaseErrors {

    private LeaseErrors() {}

    static AzureException noLease(boolean container) {
        return new AzureException(
                412,
                container ? "LeaseNotPresentWithContainerOperation" : "LeaseNotPresentWithBlobOperation",
                "There is currently no lease on the " + (container ? "container." : "blob."));
    }

    static AzureException leaseIdMissing(boolean container) {
        return new AzureException(
                412,
                "LeaseIdMissing",
                "There is currently a lease on the %s and no lease ID was specified in the request.",
                container ? "container" : "blob");
    }

    static AzureException leaseMismatch(boolean container) {
        return new AzureException(
                412,
                container ? "LeaseIdMismatchWithContainerOperation" : "LeaseIdMismatchWithBlobOperation",
                "The lease ID specified did not match the lease ID for the " + (container ? "container." : "blob."));
    }

    static AzureException leaseLost(boolean container) {
        return new AzureException(
                412,
                "LeaseLost",
                "A lease ID was specified, but the lease for the %s has expired.",
                container ? "container" : "blob");
    }

    static AzureException leaseMismatchWithLeaseOperation() {
        return conflict(
                "LeaseIdMismatchWithLeaseOperation",
                "The lease ID specified did not match the lease ID of what is leased.");
    }

    static AzureException leaseNotPresentWithLeaseOperation() {
        return conflict("LeaseNotPresentWithLeaseOperation", "There is currently no lease on it.");
    }

    static AzureException leaseAlreadyPresent() {
        return conflict("LeaseAlreadyPresent", "There is already a lease present.");
    }

    static AzureException leaseBroken() {
        return conflict(
                "LeaseIsBrokenAndCannotBeRenewed",
                "The lease ID matched, but the lease has been broken explicitly and cannot be renewed.");
    }

    /**
     * @param what acquired or changed
     */
    static AzureException leaseBreaking(String what) {
        return conflict(
                what.equals("acquired") ? "LeaseIsBreakingAndCannotBeAcquired" : "LeaseIsBreakingAndCannotBeChanged",
                "The lease ID matched, but the lease is currently in breaking state and cannot be %s until it is"
                        + " broken.",
                what);
    }
}
