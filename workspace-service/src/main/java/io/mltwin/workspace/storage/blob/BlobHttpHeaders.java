package io.mltwin.workspace.storage.blob;

import io.vertx.core.MultiMap;
import java.util.Base64;

/**
 * The HTTP properties that a blob keeps and gives back.
 *
 * @param md5 of the content, null when the client committed blocks without naming one
 */
record BlobHttpHeaders(
        String contentType,
        String contentEncoding,
        String contentLanguage,
        String contentDisposition,
        String cacheControl,
        byte[] md5) {

    private static final String DEFAULT_TYPE = "application/octet-stream";
    private static final int MD5_LENGTH = 16;

    /** {@code x-ms-blob-content-*}, then what HTTP itself said of the body: Put Blob. */
    static BlobHttpHeaders ofPut(MultiMap headers) {
        String type = or(headers.get("x-ms-blob-content-type"), headers.get("Content-Type"));
        return new BlobHttpHeaders(
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
    static BlobHttpHeaders ofOwnHeaders(MultiMap headers) {
        return new BlobHttpHeaders(
                or(headers.get("x-ms-blob-content-type"), DEFAULT_TYPE),
                headers.get("x-ms-blob-content-encoding"),
                headers.get("x-ms-blob-content-language"),
                headers.get("x-ms-blob-content-disposition"),
                headers.get("x-ms-blob-cache-control"),
                md5(headers, "x-ms-blob-content-md5"));
    }

    /** An MD5 in Base64, or null. */
    static byte[] md5(MultiMap headers, String name) {
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
            throw BlobErrors.invalidMd5();
        }
        throw BlobErrors.invalidMd5();
    }

    BlobHttpHeaders withMd5(byte[] computed) {
        return new BlobHttpHeaders(
                contentType,
                contentEncoding,
                contentLanguage,
                contentDisposition,
                cacheControl,
                computed);
    }

    void applyTo(BlobEntity blob) {
        blob.contentType = contentType;
        blob.contentEncoding = contentEncoding;
        blob.contentLanguage = contentLanguage;
        blob.contentDisposition = contentDisposition;
        blob.cacheControl = cacheControl;
        blob.contentMd5 = md5;
    }

    private static String or(String given, String otherwise) {
        return given == null || given.isEmpty() ? otherwise : given;
    }
}
