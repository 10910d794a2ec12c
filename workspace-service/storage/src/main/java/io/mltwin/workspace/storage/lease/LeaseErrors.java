package io.mltwin.workspace.storage.lease;

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
                "There is currently a lease on the "
                        + (container ? "container" : "blob")
                        + " and no lease ID was specified in the request.");
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
                "A lease ID was specified, but the lease for the "
                        + (container ? "container" : "blob")
                        + " has expired.");
    }

    static AzureException leaseMismatchWithLeaseOperation() {
        return new AzureException(
                409,
                "LeaseIdMismatchWithLeaseOperation",
                "The lease ID specified did not match the lease ID of what is leased.");
    }

    static AzureException leaseNotPresentWithLeaseOperation() {
        return new AzureException(409, "LeaseNotPresentWithLeaseOperation", "There is currently no lease on it.");
    }

    static AzureException leaseAlreadyPresent() {
        return new AzureException(409, "LeaseAlreadyPresent", "There is already a lease present.");
    }

    static AzureException leaseBroken() {
        return new AzureException(
                409,
                "LeaseIsBrokenAndCannotBeRenewed",
                "The lease ID matched, but the lease has been broken explicitly and cannot be renewed.");
    }

    /**
     * @param what acquired or changed
     */
    static AzureException leaseBreaking(String what) {
        return new AzureException(
                409,
                what.equals("acquired") ? "LeaseIsBreakingAndCannotBeAcquired" : "LeaseIsBreakingAndCannotBeChanged",
                "The lease ID matched, but the lease is currently in breaking state and cannot be "
                        + what
                        + " until it is broken.");
    }
}
