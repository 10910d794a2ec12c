package io.mltwin.workspace.storage.wire;

import io.mltwin.armweb.AzureFault;
import java.util.Map;

/** The error codes of containers and blobs, each with its status and text in one place. */
public final class DataErrors {

    private DataErrors() {}

    public static AzureFault accountNotFound(String account) {
        return new AzureFault(
                404,
                "ResourceNotFound",
                "The specified resource does not exist: there is no storage account '"
                        + account
                        + "'.");
    }

    public static AzureFault corsNotEnabled() {
        return new AzureFault(
                403,
                "CorsPreflightFailure",
                "CORS not enabled or no matching rule found for this request.");
    }

    public static AzureFault containerNotFound() {
        return new AzureFault(404, "ContainerNotFound", "The specified container does not exist.");
    }

    public static AzureFault containerExists() {
        return new AzureFault(
                409, "ContainerAlreadyExists", "The specified container already exists.");
    }

    public static AzureFault blobNotFound() {
        return new AzureFault(404, "BlobNotFound", "The specified blob does not exist.");
    }

    public static AzureFault blobExists() {
        return new AzureFault(409, "BlobAlreadyExists", "The specified blob already exists.");
    }

    public static AzureFault conditionNotMet() {
        return new AzureFault(
                412,
                "ConditionNotMet",
                "The condition specified using HTTP conditional header(s) is not met.");
    }

    /** If-None-Match with a wildcard, of what is only read. */
    public static AzureFault unsatisfiableCondition() {
        return new AzureFault(
                400,
                "UnsatisfiableCondition",
                "The request includes an unsatisfiable condition for this operation.");
    }

    /** Conditions that do not go together, or two entity tags, of a write. */
    public static AzureFault multipleConditions() {
        return new AzureFault(
                400,
                "MultipleConditionHeadersNotSupported",
                "Multiple condition headers are not supported.");
    }

    public static AzureFault invalidBlockList(String why) {
        return new AzureFault(
                400, "InvalidBlockList", "The specified block list is invalid: " + why);
    }

    public static AzureFault invalidBlockId(String why) {
        return new AzureFault(
                400,
                "InvalidBlobOrBlock",
                "The specified blob or block content is invalid: " + why);
    }

    /** An operation of Azure's that is not built. */
    public static AzureFault unsupported(String what) {
        return new AzureFault(
                501,
                "UnsupportedOperation",
                what + " is not built yet in mltwin; docs/fidelity.md lists what is.");
    }

    public static AzureFault invalidBlobType(String is) {
        return new AzureFault(
                409,
                "InvalidBlobType",
                "The blob type is invalid for this operation: the blob is of type " + is + ".");
    }

    public static AzureFault sealed() {
        return new AzureFault(409, "BlobIsSealed", "The specified blob is sealed.");
    }

    public static AzureFault appendPosition() {
        return new AzureFault(
                412,
                "AppendPositionConditionNotMet",
                "The append position condition specified was not met.");
    }

    public static AzureFault maxBlobSize() {
        return new AzureFault(
                412,
                "MaxBlobSizeConditionNotMet",
                "The max blob size condition specified was not met.");
    }

    public static AzureFault tooManyBlocks(int most) {
        return new AzureFault(
                409,
                "BlockCountExceedsLimit",
                "The committed block count cannot exceed the maximum limit of "
                        + most
                        + " blocks.");
    }

    public static AzureFault invalidPageRange(String why) {
        return new AzureFault(
                416, "InvalidPageRange", "The page range specified is invalid: " + why);
    }

    public static AzureFault sequenceNumber() {
        return new AzureFault(
                412,
                "SequenceNumberConditionNotMet",
                "The sequence number condition specified was not met.");
    }

    public static AzureFault snapshotsPresent() {
        return new AzureFault(
                409,
                "SnapshotsPresent",
                "This operation is not permitted because the blob has snapshots.");
    }

    /** Refuses an operation that only previous versions allow. */
    public static AzureFault rootBlob() {
        return new AzureFault(
                403,
                "OperationNotAllowedOnRootBlob",
                "The specified operation is not allowed on root blob.");
    }

    /** The account does not let anything be deleted for good. */
    public static AzureFault permanentDeleteNotEnabled() {
        return new AzureFault(
                409,
                "BlobOperationNotSupported",
                "Permanent delete is not enabled for this storage account.");
    }

    /** A blob itself cannot be deleted for good, only what it leaves. */
    public static AzureFault permanentDeleteOfRootBlob() {
        return new AzureFault(
                409,
                "BlobOperationNotSupported",
                "Permanent delete is of a soft-deleted snapshot or version: name it by snapshot or versionid.");
    }

    public static AzureFault notSoftDeleted() {
        return new AzureFault(
                409,
                "BlobSnapshotNotSoftDeleted",
                "Permanent delete is of a snapshot or version that is soft-deleted.");
    }

    public static AzureFault archived() {
        return new AzureFault(
                409, "BlobArchived", "This operation is not permitted on an archived blob.");
    }

    public static AzureFault noPendingCopy() {
        return new AzureFault(
                409, "NoPendingCopyOperation", "There is currently no pending copy operation.");
    }

    /** The source of a copy cannot be read: with the status that reading it has. */
    public static AzureFault copySource(int status, String why) {
        return new AzureFault(
                status, "CannotVerifyCopySource", "The copy source cannot be read: " + why);
    }

    public static AzureFault sourceConditionNotMet() {
        return new AzureFault(
                412,
                "SourceConditionNotMet",
                "The source condition specified using HTTP conditional header(s) is not met.");
    }

    public static AzureFault busyReading() {
        return new AzureFault(
                        503,
                        "ServerBusy",
                        "The blob is overwritten faster than it can be opened. Please retry the request.")
                .withHeaders(Map.of("Retry-After", "1"));
    }
}
