package io.mltwin.workspace.storage.wire;

import static io.mltwin.armweb.AzureException.badRequest;

import io.mltwin.armweb.AzureException;
import java.util.List;
import java.util.Map;

/**
 * Names what is wrong with a request of Azure Storage's data planes before anything is looked up:
 * names, headers, parameters, body.
 */
public final class RequestErrors {

    private RequestErrors() {}

    public static AzureException invalidRange(long length) {
        return new AzureException(
                        416, "InvalidRange", "The range specified is invalid for the current size of the resource.")
                .withHeaders(Map.of("Content-Range", "bytes */" + length));
    }

    public static AzureException invalidResourceName(String why) {
        return badRequest(
                "InvalidResourceName", "The specified resource name contains invalid characters or length: " + why);
    }

    /** Refuses the name of a container that is shorter than 3 or longer than 63 characters. */
    public static AzureException resourceNameLength() {
        return badRequest(
                "OutOfRangeInput", "The specified resource name length is not within the permissible limits.");
    }

    public static AzureException invalidHeader(String name, String why) {
        return badRequest(
                        "InvalidHeaderValue",
                        "The value for the HTTP header %s is not in the correct format: %s",
                        name,
                        why)
                .withDetails(List.of(element("HeaderName", name)));
    }

    public static void invalidHeaderIf(boolean wrong, String name, String why) {
        if (wrong) {
            throw invalidHeader(name, why);
        }
    }

    public static AzureException missingHeader(String name) {
        return badRequest(
                        "MissingRequiredHeader",
                        "An HTTP header that's mandatory for this request is not specified: %s.",
                        name)
                .withDetails(List.of(element("HeaderName", name)));
    }

    public static void missingHeaderIf(boolean wrong, String name) {
        if (wrong) {
            throw missingHeader(name);
        }
    }

    /** Of a preflight. */
    public static AzureException missingCorsHeader(String name) {
        return badRequest("InvalidHeaderValue", "A required CORS header is not present.")
                .withDetails(List.of(element("HeaderName", name)));
    }

    public static AzureException missingLength() {
        return new AzureException(
                411,
                "MissingContentLengthHeader",
                "Content-Length HTTP header is missing; a body sent in chunks is refused.");
    }

    /** Names the parameter, its value and what is wrong with it in elements of their own. */
    public static AzureException invalidQuery(String name, String value, String why) {
        return query(
                "InvalidQueryParameterValue",
                "Value for one of the query parameters specified in the request URI is invalid.",
                name,
                value,
                why);
    }

    public static void invalidQueryIf(boolean wrong, String name, String value, String why) {
        if (wrong) {
            throw invalidQuery(name, value, why);
        }
    }

    public static AzureException outOfRangeQuery(String name, String value, String why) {
        return query(
                "OutOfRangeQueryParameterValue",
                "One of the query parameters specified in the request URI is outside the permissible range.",
                name,
                value,
                why);
    }

    private static AzureException query(String code, String message, String name, String value, String why) {
        return badRequest(code, message)
                .withDetails(List.of(
                        element("QueryParameterName", name),
                        element("QueryParameterValue", value),
                        element("Reason", why)));
    }

    public static AzureException missingQuery(String name) {
        return badRequest(
                        "MissingRequiredQueryParameter",
                        "A query parameter that's mandatory for this request is not specified.")
                .withDetails(List.of(element("QueryParameterName", name)));
    }

    private static AzureException.Detail element(String name, String text) {
        return new AzureException.Detail(name, text, null);
    }

    public static AzureException invalidMetadata(String why) {
        return badRequest("InvalidMetadata", "The metadata specified is invalid: " + why);
    }

    public static AzureException metadataTooLarge() {
        return badRequest("MetadataTooLarge", "The size of the specified metadata exceeds the maximum size of 8 KB.");
    }

    public static AzureException invalidMd5() {
        return badRequest(
                "InvalidMd5", "The MD5 value specified in the request is invalid: it must be 16 bytes in Base64.");
    }

    public static AzureException md5Mismatch() {
        return badRequest(
                "Md5Mismatch",
                "The MD5 value specified in the request did not match with the MD5 value calculated by the server.");
    }

    public static AzureException bodyTruncated() {
        return badRequest(
                "InvalidInput", "The body is shorter or longer than its Content-Length says; nothing was stored.");
    }

    public static AzureException invalidXml() {
        return badRequest(
                "InvalidXmlDocument", "The specified XML is not syntactically valid or not of the expected form.");
    }

    public static AzureException mutuallyExclusive(String one, String other) {
        return badRequest(
                "MutuallyExclusiveQueryParameters",
                "One or more query parameters are mutually exclusive: %s and %s.",
                one,
                other);
    }

    public static AzureException invalidCrc64() {
        return badRequest(
                "InvalidCrc64", "The CRC64 value specified in the request is invalid: it must be 8 bytes in Base64.");
    }

    /** Of the two checksums of a body a client sends one. */
    public static AzureException bothChecksums(String crc64, String md5) {
        return badRequest("BothCrc64AndMd5HeaderPresent", "Both %s header and %s header are present.", crc64, md5);
    }

    public static AzureException crc64Mismatch() {
        return badRequest(
                "Crc64Mismatch",
                "The CRC64 value specified in the request did not match with the CRC64 value calculated by the server.");
    }

    public static AzureException bodyTooLarge(long most) {
        return new AzureException(
                        413,
                        "RequestBodyTooLarge",
                        "The request body is too large and exceeds the maximum permissible limit of %s bytes.",
                        most)
                .withHeaders(Map.of("Connection", "close"));
    }

    public static AzureException invalidTags(String why) {
        return badRequest("InvalidTags", "The tags specified are invalid: " + why);
    }

    public static AzureException invalidXmlValue(String element, String why) {
        return badRequest("InvalidXmlNodeValue", "The value of the XML node %s is invalid: %s", element, why);
    }

    public static void invalidXmlValueIf(boolean wrong, String element, String why) {
        if (wrong) {
            throw invalidXmlValue(element, why);
        }
    }
}
