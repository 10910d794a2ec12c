package io.mltwin.workspace.storage.wire;

import static io.mltwin.armweb.AzureException.badRequest;
import static io.mltwin.armweb.AzureException.conflict;
import static io.mltwin.armweb.AzureException.forbidden;
import static io.mltwin.armweb.AzureException.notFound;

import io.mltwin.armweb.AzureException;
import java.util.Map;

/** The error codes of containers and blobs, each with its status and text in one place. */
public final class DataErrors {

    private DataErrors() {}

    public static AzureException accountNotFound(String account) {
        return notFound(
                "ResourceNotFound",
                "The specified resource does not exist: there is no storage account '%s'.",
                account);
    }

    public static AzureException corsNotEnabled() {
        return forbidden("CorsPreflightFailure", "CORS not enabled or no matching rule found for this request.");
    }

    public static AzureException containerNotFound() {
        return notFound("ContainerNotFound", "The specified container does not exist.");
    }

    public static AzureException containerExists() {
        return conflict("ContainerAlreadyExists", "The specified container already exists.");
    }

    public static AzureException blobNotFound() {
        return notFound("BlobNotFound", "The specified blob does not exist.");
    }

    public static AzureException blobExists() {
        return conflict("BlobAlreadyExists", "The specified blob already exists.");
    }

    public static AzureException conditionNotMet() {
        return new AzureException(
                412, "ConditionNotMet", "The condition specified using HTTP conditional header(s) is not met.");
    }

    /** If-None-Match with a wildcard, of what is only read. */
    public static AzureException unsatisfiableCondition() {
        return badRequest(
                "UnsatisfiableCondition", "The request includes an unsatisfiable condition for this operation.");
    }

    /** Conditions that do not go together, or two entity tags, of a write. */
    public static AzureException multipleConditions() {
        return badRequest("MultipleConditionHeadersNotSupported", "Multiple condition headers are not supported.");
    }

    public static AzureException invalidBlockList(String why) {
        return badRequest("InvalidBlockList", "The specified block list is invalid: " + why);
    }

    public static AzureException invalidBlockId(String why) {
        return badRequest("InvalidBlobOrBlock", "The specified blob or block content is invalid: " + why);
    }

    /** Refuses an operation of Azure's that is not built. */
    public static AzureException unsupported(String what) {
        return new AzureException(
                501, "UnsupportedOperation", what + " is not built yet in mltwin; docs/fidelity.md lists what is.");
    }

    public static void unsupportedIf(boolean wrong, String what) {
        if (wrong) {
            throw unsupported(what);
        }
    }

    public static AzureException invalidBlobType(String is) {
        return conflict("InvalidBlobType", "The blob type is invalid for this operation: the blob is of type %s.", is);
    }

    public static AzureException sealed() {
        return conflict("BlobIsSealed", "The specified blob is sealed.");
    }

    public static AzureException appendPosition() {
        return new AzureException(
                412, "AppendPositionConditionNotMet", "The append position condition specified was not met.");
    }

    public static AzureException maxBlobSize() {
        return new AzureException(
                412, "MaxBlobSizeConditionNotMet", "The max blob size condition specified was not met.");
    }

    public static AzureException tooManyBlocks(int most) {
        return conflict(
                "BlockCountExceedsLimit",
                "The committed block count cannot exceed the maximum limit of %s blocks.",
                most);
    }

    public static AzureException invalidPageRange(String why) {
        return new AzureException(416, "InvalidPageRange", "The page range specified is invalid: " + why);
    }

    public static AzureException sequenceNumber() {
        return new AzureException(
                412, "SequenceNumberConditionNotMet", "The sequence number condition specified was not met.");
    }

    public static AzureException snapshotsPresent() {
        return conflict("SnapshotsPresent", "This operation is not permitted because the blob has snapshots.");
    }

    /** Refuses an operation that only previous versions allow. */
    public static AzureException rootBlob() {
        return forbidden("OperationNotAllowedOnRootBlob", "The specified operation is not allowed on root blob.");
    }

    /** The account does not let anything be deleted for good. */
    public static AzureException permanentDeleteNotEnabled() {
        return conflict("BlobOperationNotSupported", "Permanent delete is not enabled for this storage account.");
    }

    /** A blob itself cannot be deleted for good, only what it leaves. */
    public static AzureException permanentDeleteOfRootBlob() {
        return conflict(
                "BlobOperationNotSupported",
                "Permanent delete is of a soft-deleted snapshot or version: name it by snapshot or versionid.");
    }

    public static AzureException notSoftDeleted() {
        return conflict(
                "BlobSnapshotNotSoftDeleted", "Permanent delete is of a snapshot or version that is soft-deleted.");
    }

    public static AzureException archived() {
        return conflict("BlobArchived", "This operation is not permitted on an archived blob.");
    }

    public static AzureException noPendingCopy() {
        return conflict("NoPendingCopyOperation", "There is currently no pending copy operation.");
    }

    /** The source of a copy cannot be read: with the status that reading it has. */
    public static AzureException copySource(int status, String why) {
        return new AzureException(status, "CannotVerifyCopySource", "The copy source cannot be read: " + why);
    }

    public static AzureException sourceConditionNotMet() {
        return new AzureException(
                412,
                "SourceConditionNotMet",
                "The source condition specified using HTTP conditional header(s) is not met.");
    }

    public static AzureException busyReading() {
        return new AzureException(
                        503,
                        "ServerBusy",
                        "The blob is overwritten faster than it can be opened. Please retry the request.")
                .withHeaders(Map.of("Retry-After", "1"));
    }
}
