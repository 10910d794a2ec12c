package io.mltwin.workspace.storage.wire;

import io.mltwin.armweb.AzureFault;
import java.util.List;
import java.util.Map;

/** The error codes of Azure Storage's Blob service, each with its status and text in one place. */
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

    public static AzureFault invalidRange(long length) {
        return new AzureFault(
                        416,
                        "InvalidRange",
                        "The range specified is invalid for the current size of the resource.")
                .withHeaders(Map.of("Content-Range", "bytes */" + length));
    }

    public static AzureFault invalidResourceName(String why) {
        return new AzureFault(
                400,
                "InvalidResourceName",
                "The specified resource name contains invalid characters or length: " + why);
    }

    public static AzureFault invalidHeader(String name, String why) {
        return new AzureFault(
                        400,
                        "InvalidHeaderValue",
                        "The value for the HTTP header "
                                + name
                                + " is not in the correct format: "
                                + why)
                .withDetails(List.of(element("HeaderName", name)));
    }

    public static AzureFault missingHeader(String name) {
        return new AzureFault(
                        400,
                        "MissingRequiredHeader",
                        "An HTTP header that's mandatory for this request is not specified: "
                                + name
                                + ".")
                .withDetails(List.of(element("HeaderName", name)));
    }

    public static AzureFault missingLength() {
        return new AzureFault(
                411,
                "MissingContentLengthHeader",
                "Content-Length HTTP header is missing; a body sent in chunks is refused.");
    }

    /** Names the parameter, its value and what is wrong with it in elements of their own. */
    public static AzureFault invalidQuery(String name, String value, String why) {
        return query(
                "InvalidQueryParameterValue",
                "Value for one of the query parameters specified in the request URI is invalid.",
                name,
                value,
                why);
    }

    public static AzureFault outOfRangeQuery(String name, String value, String why) {
        return query(
                "OutOfRangeQueryParameterValue",
                "One of the query parameters specified in the request URI is outside the permissible range.",
                name,
                value,
                why);
    }

    private static AzureFault query(
            String code, String message, String name, String value, String why) {
        return new AzureFault(400, code, message)
                .withDetails(
                        List.of(
                                element("QueryParameterName", name),
                                element("QueryParameterValue", value),
                                element("Reason", why)));
    }

    public static AzureFault missingQuery(String name) {
        return new AzureFault(
                        400,
                        "MissingRequiredQueryParameter",
                        "A query parameter that's mandatory for this request is not specified.")
                .withDetails(List.of(element("QueryParameterName", name)));
    }

    private static AzureFault.Detail element(String name, String text) {
        return new AzureFault.Detail(name, text, null);
    }

    public static AzureFault invalidMetadata(String why) {
        return new AzureFault(400, "InvalidMetadata", "The metadata specified is invalid: " + why);
    }

    public static AzureFault metadataTooLarge() {
        return new AzureFault(
                400,
                "MetadataTooLarge",
                "The size of the specified metadata exceeds the maximum size of 8 KB.");
    }

    public static AzureFault invalidMd5() {
        return new AzureFault(
                400,
                "InvalidMd5",
                "The MD5 value specified in the request is invalid: it must be 16 bytes in Base64.");
    }

    public static AzureFault md5Mismatch() {
        return new AzureFault(
                400,
                "Md5Mismatch",
                "The MD5 value specified in the request did not match with the MD5 value calculated by the server.");
    }

    public static AzureFault bodyTruncated() {
        return new AzureFault(
                400,
                "InvalidInput",
                "The body is shorter or longer than its Content-Length says; nothing was stored.");
    }

    /** Nobody reads it: it only ends the request without an entry in the log. */
    public static AzureFault clientGone() {
        return new AzureFault(
                400,
                "ClientGone",
                "The client closed the connection before it had the whole blob.");
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

    public static AzureFault invalidXml() {
        return new AzureFault(
                400,
                "InvalidXmlDocument",
                "The specified XML is not syntactically valid or not of the expected form.");
    }

    /** An operation of Azure's that is not built. */
    public static AzureFault unsupported(String what) {
        return new AzureFault(
                501,
                "UnsupportedOperation",
                what + " is not built yet in mltwin; docs/fidelity.md lists what is.");
    }

    public static AzureFault keysNotPermitted() {
        return new AzureFault(
                403,
                "KeyBasedAuthenticationNotPermitted",
                "Key based authentication is not permitted on this storage account.");
    }

    /** A signature or its limits that do not hold. */
    public static AzureFault authenticationFailed(String detail) {
        return new AzureFault(
                403,
                "AuthenticationFailed",
                "Server failed to authenticate the request. Make sure the value of Authorization header is formed correctly"
                        + " including the signature. "
                        + detail);
    }

    public static AzureFault permissionMismatch(String missing) {
        return new AzureFault(
                403,
                "AuthorizationPermissionMismatch",
                "This request is not authorized to perform this operation using this permission: "
                        + missing);
    }

    public static AzureFault serviceMismatch(String why) {
        return new AzureFault(
                403,
                "AuthorizationServiceMismatch",
                "This request is not authorized to perform this operation using this service: "
                        + why);
    }

    public static AzureFault resourceTypeMismatch(String why) {
        return new AzureFault(
                403,
                "AuthorizationResourceTypeMismatch",
                "This request is not authorized to perform this operation using this resource type: "
                        + why);
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

    public static AzureFault mutuallyExclusive(String one, String other) {
        return new AzureFault(
                400,
                "MutuallyExclusiveQueryParameters",
                "One or more query parameters are mutually exclusive: "
                        + one
                        + " and "
                        + other
                        + ".");
    }

    /** What there is of previous versions alone. */
    public static AzureFault rootBlob() {
        return new AzureFault(
                403,
                "OperationNotAllowedOnRootBlob",
                "The specified operation is not allowed on root blob.");
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

    public static AzureFault publicAccessNotPermitted() {
        return new AzureFault(
                409,
                "PublicAccessNotPermitted",
                "Public access is not permitted on this storage account.");
    }

    /** The account's firewall. */
    public static AzureFault firewall(String remote) {
        return new AzureFault(
                403,
                "AuthorizationFailure",
                "This request is not authorized to perform this operation: the network rules of the account let "
                        + remote
                        + " not in.");
    }

    public static AzureFault tlsVersion(String used, String least) {
        return new AzureFault(
                400,
                "TlsVersionNotPermitted",
                "The TLS version of the connection, "
                        + used
                        + ", is not permitted on this storage account, which wants "
                        + least
                        + " at least.");
    }

    public static AzureFault invalidCrc64() {
        return new AzureFault(
                400,
                "InvalidCrc64",
                "The CRC64 value specified in the request is invalid: it must be 8 bytes in Base64.");
    }

    public static AzureFault crc64Mismatch() {
        return new AzureFault(
                400,
                "Crc64Mismatch",
                "The CRC64 value specified in the request did not match with the CRC64 value calculated by the server.");
    }

    public static AzureFault bodyTooLarge(long most) {
        return new AzureFault(
                        413,
                        "RequestBodyTooLarge",
                        "The request body is too large and exceeds the maximum permissible limit of "
                                + most
                                + " bytes.")
                .withHeaders(Map.of("Connection", "close"));
    }

    public static AzureFault invalidTags(String why) {
        return new AzureFault(400, "InvalidTags", "The tags specified are invalid: " + why);
    }

    public static AzureFault invalidXmlValue(String element, String why) {
        return new AzureFault(
                400,
                "InvalidXmlNodeValue",
                "The value of the XML node " + element + " is invalid: " + why);
    }

    public static AzureFault busyReading() {
        return new AzureFault(
                        503,
                        "ServerBusy",
                        "The blob is overwritten faster than it can be opened. Please retry the request.")
                .withHeaders(Map.of("Retry-After", "1"));
    }
}
