package io.mltwin.workspace.storage.wire;

import io.mltwin.armweb.AzureFault;
import java.util.List;
import java.util.Map;

/**
 * What is wrong with a request of Azure Storage's data planes before anything is looked up: names,
 * headers, parameters, body.
 */
public final class RequestErrors {

    private RequestErrors() {}

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

    /** Of a preflight. */
    public static AzureFault missingCorsHeader(String name) {
        return new AzureFault(400, "InvalidHeaderValue", "A required CORS header is not present.")
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

    public static AzureFault invalidXml() {
        return new AzureFault(
                400,
                "InvalidXmlDocument",
                "The specified XML is not syntactically valid or not of the expected form.");
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

    public static AzureFault invalidCrc64() {
        return new AzureFault(
                400,
                "InvalidCrc64",
                "The CRC64 value specified in the request is invalid: it must be 8 bytes in Base64.");
    }

    /** Of the two checksums of a body a client sends one. */
    public static AzureFault bothChecksums(String crc64, String md5) {
        return new AzureFault(
                400,
                "BothCrc64AndMd5HeaderPresent",
                "Both " + crc64 + " header and " + md5 + " header are present.");
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
}
