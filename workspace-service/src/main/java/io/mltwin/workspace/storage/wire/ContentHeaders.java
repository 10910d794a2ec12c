package io.mltwin.workspace.storage.wire;

import io.vertx.core.MultiMap;
import java.util.Base64;

/**
 * The HTTP properties that a blob or file keeps and gives back.
 *
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
     * {@code x-ms-blob-content-*} alone: the body of Put Block List and Set Blob Properties is
     * another.
     */
    public static ContentHeaders ofOwnHeaders(MultiMap headers) {
        return new ContentHeaders(
                or(headers.get("x-ms-blob-content-type"), DEFAULT_TYPE),
                headers.get("x-ms-blob-content-encoding"),
                headers.get("x-ms-blob-content-language"),
                headers.get("x-ms-blob-content-disposition"),
                headers.get("x-ms-blob-cache-control"),
                md5(headers, "x-ms-blob-content-md5"));
    }

    /** What the request names, else what another blob has. */
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

    /** An MD5 in Base64, or null. */
    public static byte[] md5(MultiMap headers, String name) {
        String text = headers.get(name);
        if (text == null || text.isEmpty()) {
            return null;
        }
        try {
            byte[] md5 = Base64.getDecoder().decode(text);
            if (md5.length == MD5_LENGTH) {
                return md5;
            }
        } catch (IllegalArgumentException malformed) {
            throw RequestErrors.invalidMd5();
        }
        throw RequestErrors.invalidMd5();
    }

    public ContentHeaders withMd5(byte[] computed) {
        return new ContentHeaders(
                contentType,
                contentEncoding,
                contentLanguage,
                contentDisposition,
                cacheControl,
                computed);
    }

    private static String or(String given, String otherwise) {
        return given == null || given.isEmpty() ? otherwise : given;
    }
}
