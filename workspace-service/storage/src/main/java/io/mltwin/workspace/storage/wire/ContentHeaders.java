package io.mltwin.workspace.storage.wire;

import static io.mltwin.encoding.Absence.isEmpty;
import static io.mltwin.workspace.storage.wire.RequestErrors.invalidMd5;

import io.vertx.core.MultiMap;
import java.util.Base64;

/**
 * The HTTP properties that a blob or file keeps and gives back.
 *
 * @param contentType empty when it was cleared
 * @param md5 of the content, null when the client committed blocks without naming one
 */
public record ContentHeaders(
        String contentType,
        String contentEncoding,
        String contentLanguage,
        String contentDisposition,
        String cacheControl,
        byte[] md5) {

    private static final String DEFAULT_TYPE = "application/octet-stream";
    private static final int MD5_LENGTH = 16;

    /** {@code x-ms-blob-content-*}, then what HTTP itself said of the body: Put Blob. */
    public static ContentHeaders ofPut(MultiMap headers) {
        String type = or(headers.get("x-ms-blob-content-type"), headers.get("Content-Type"));
        return new ContentHeaders(
                or(type, DEFAULT_TYPE),
                or(headers.get("x-ms-blob-content-encoding"), headers.get("Content-Encoding")),
                or(headers.get("x-ms-blob-content-language"), headers.get("Content-Language")),
                headers.get("x-ms-blob-content-disposition"),
                or(headers.get("x-ms-blob-cache-control"), headers.get("Cache-Control")),
                md5(headers, "x-ms-blob-content-md5"));
    }

    /**
     * {@code x-ms-blob-content-*} alone: the body of Put Block List is another. The MD5 is any
     * bytes, and nothing is compared with it.
     */
    public static ContentHeaders ofOwnHeaders(MultiMap headers) {
        return own(headers, DEFAULT_TYPE);
    }

    /** Set Blob Properties: what is not named is cleared, the type of the content too. */
    public static ContentHeaders ofProperties(MultiMap headers) {
        return own(headers, "");
    }

    private static ContentHeaders own(MultiMap headers, String defaultType) {
        return new ContentHeaders(
                or(headers.get("x-ms-blob-content-type"), defaultType),
                headers.get("x-ms-blob-content-encoding"),
                headers.get("x-ms-blob-content-language"),
                headers.get("x-ms-blob-content-disposition"),
                headers.get("x-ms-blob-cache-control"),
                base64(headers.get("x-ms-blob-content-md5")));
    }

    /** Returns the headers of the request, else those of another blob. */
    public ContentHeaders orElse(MultiMap headers, ContentHeaders other) {
        return new ContentHeaders(
                headers.contains("x-ms-blob-content-type") ? contentType : other.contentType,
                or(contentEncoding, other.contentEncoding),
                or(contentLanguage, other.contentLanguage),
                or(contentDisposition, other.contentDisposition),
                or(cacheControl, other.cacheControl),
                md5 == null ? other.md5 : md5);
    }

    /** {@code x-ms-content-*} and {@code x-ms-cache-control}: files of shares. */
    public static ContentHeaders ofFile(MultiMap headers) {
        return new ContentHeaders(
                or(headers.get("x-ms-content-type"), DEFAULT_TYPE),
                headers.get("x-ms-content-encoding"),
                headers.get("x-ms-content-language"),
                headers.get("x-ms-content-disposition"),
                headers.get("x-ms-cache-control"),
                md5(headers, "x-ms-content-md5"));
    }

    /** Returns an MD5 in Base64, or null. */
    public static byte[] md5(MultiMap headers, String name) {
        byte[] md5 = base64(headers.get(name));
        if (md5 != null && md5.length != MD5_LENGTH) {
            throw invalidMd5();
        }
        return md5;
    }

    private static byte[] base64(String text) {
        if (isEmpty(text)) {
            return null;
        }
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException malformed) {
            throw invalidMd5();
        }
    }

    public ContentHeaders withMd5(byte[] computed) {
        return new ContentHeaders(
                contentType, contentEncoding, contentLanguage, contentDisposition, cacheControl, computed);
    }

    private static String or(String given, String otherwise) {
        return isEmpty(given) ? otherwise : given;
    }
}
