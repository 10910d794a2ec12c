package io.mltwin.workspace.storage.blob;

import io.mltwin.armweb.AzureFault;
import java.util.Map;

/** The error codes of Azure Storage's Blob service, each with its status and text in one place. */
final class BlobErrors {

    private BlobErrors() {}

    static AzureFault accountNotFound(String account) {
        return new AzureFault(
                404,
                "ResourceNotFound",
                "The specified resource does not exist: there is no storage account '"
                        + account
                        + "'.");
    }

    static AzureFault containerNotFound() {
        return new AzureFault(404, "ContainerNotFound", "The specified container does not exist.");
    }

    static AzureFault containerExists() {
        return new AzureFault(
                409, "ContainerAlreadyExists", "The specified container already exists.");
    }

    static AzureFault blobNotFound() {
        return new AzureFault(404, "BlobNotFound", "The specified blob does not exist.");
    }

    static AzureFault blobExists() {
        return new AzureFault(409, "BlobAlreadyExists", "The specified blob already exists.");
    }

    static AzureFault conditionNotMet() {
        return new AzureFault(
                412,
                "ConditionNotMet",
                "The condition specified using HTTP conditional header(s) is not met.");
    }

    static AzureFault noLease(boolean container) {
        return new AzureFault(
                412,
                container
                        ? "LeaseNotPresentWithContainerOperation"
                        : "LeaseNotPresentWithBlobOperation",
                "There is currently no lease on the " + (container ? "container." : "blob."));
    }

    static AzureFault invalidRange(long length) {
        return new AzureFault(
                        416,
                        "InvalidRange",
                        "The range specified is invalid for the current size of the resource.")
                .withHeaders(Map.of("Content-Range", "bytes */" + length));
    }

    static AzureFault invalidResourceName(String why) {
        return new AzureFault(
                400,
                "InvalidResourceName",
                "The specified resource name contains invalid characters or length: " + why);
    }

    static AzureFault invalidHeader(String name, String why) {
        return new AzureFault(
                400,
                "InvalidHeaderValue",
                "The value for the HTTP header " + name + " is not in the correct format: " + why);
    }

    static AzureFault missingHeader(String name) {
        return new AzureFault(
                400,
                "MissingRequiredHeader",
                "An HTTP header that's mandatory for this request is not specified: " + name + ".");
    }

    static AzureFault missingLength() {
        return new AzureFault(
                411,
                "MissingContentLengthHeader",
                "Content-Length HTTP header is missing; a body sent in chunks is refused.");
    }

    static AzureFault invalidQuery(String name, String why) {
        return new AzureFault(
                400,
                "InvalidQueryParameterValue",
                "Value for the query parameter " + name + " is invalid: " + why);
    }

    static AzureFault outOfRangeQuery(String name, String why) {
        return new AzureFault(
                400,
                "OutOfRangeQueryParameterValue",
                "The query parameter " + name + " is outside the permissible range: " + why);
    }

    static AzureFault invalidMetadata(String why) {
        return new AzureFault(400, "InvalidMetadata", "The metadata specified is invalid: " + why);
    }

    static AzureFault metadataTooLarge() {
        return new AzureFault(
                400,
                "MetadataTooLarge",
                "The size of the specified metadata exceeds the maximum size of 8 KB.");
    }

    static AzureFault invalidMd5() {
        return new AzureFault(
                400,
                "InvalidMd5",
                "The MD5 value specified in the request is invalid: it must be 16 bytes in Base64.");
    }

    static AzureFault md5Mismatch() {
        return new AzureFault(
                400,
                "Md5Mismatch",
                "The MD5 value specified in the request did not match with the MD5 value calculated by the server.");
    }

    static AzureFault bodyTruncated() {
        return new AzureFault(
                400,
                "InvalidInput",
                "The body is shorter or longer than its Content-Length says; nothing was stored.");
    }

    /** Nobody reads it: it only ends the request without an entry in the log. */
    static AzureFault clientGone() {
        return new AzureFault(
                400,
                "ClientGone",
                "The client closed the connection before it had the whole blob.");
    }

    static AzureFault invalidBlockList(String why) {
        return new AzureFault(
                400, "InvalidBlockList", "The specified block list is invalid: " + why);
    }

    static AzureFault invalidBlockId(String why) {
        return new AzureFault(
                400,
                "InvalidBlobOrBlock",
                "The specified blob or block content is invalid: " + why);
    }

    static AzureFault invalidXml() {
        return new AzureFault(
                400,
                "InvalidXmlDocument",
                "The specified XML is not syntactically valid or not of the expected form.");
    }

    /** An operation of Azure's that is not built. */
    static AzureFault unsupported(String what) {
        return new AzureFault(
                501,
                "UnsupportedOperation",
                what + " is not built yet in mltwin; docs/fidelity.md lists what is.");
    }

    static AzureFault keysNotPermitted() {
        return new AzureFault(
                403,
                "KeyBasedAuthenticationNotPermitted",
                "Key based authentication is not permitted on this storage account.");
    }

    /** A signature or its limits that do not hold. */
    static AzureFault authenticationFailed(String detail) {
        return new AzureFault(
                403,
                "AuthenticationFailed",
                "Server failed to authenticate the request. Make sure the value of Authorization header is formed correctly"
                        + " including the signature. "
                        + detail);
    }

    static AzureFault permissionMismatch(String missing) {
        return new AzureFault(
                403,
                "AuthorizationPermissionMismatch",
                "This request is not authorized to perform this operation using this permission: "
                        + missing);
    }

    static AzureFault serviceMismatch(String why) {
        return new AzureFault(
                403,
                "AuthorizationServiceMismatch",
                "This request is not authorized to perform this operation using this service: "
                        + why);
    }

    static AzureFault resourceTypeMismatch(String why) {
        return new AzureFault(
                403,
                "AuthorizationResourceTypeMismatch",
                "This request is not authorized to perform this operation using this resource type: "
                        + why);
    }
}
