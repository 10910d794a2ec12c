package io.mltwin.workspace.storage.wire;

import static io.mltwin.encoding.Absence.isEmpty;
import static io.mltwin.workspace.storage.wire.RequestErrors.bothChecksums;
import static io.mltwin.workspace.storage.wire.RequestErrors.invalidCrc64;

import io.vertx.core.MultiMap;
import java.io.InputStream;
import java.util.Base64;

/**
 * The checksums that a client sends with its bytes: {@code Content-MD5} and {@code x-ms-content-crc64}, of
 * which it may send one.
 *
 * <p>Deviation: x-ms-content-crc64 is answered for bodies of up to 64 KiB and where the request
 * sent it; Azure answers it always.
 *
 * @param md5 null when not said
 * @param crc64 null when not said
 */
public record Checksums(byte[] md5, byte[] crc64) {

    private static final int CRC_LENGTH = 8;
    private static final int SMALL = 64 * 1024;

    public static Checksums ofBody(MultiMap headers) {
        return of(headers, "Content-MD5", "x-ms-content-crc64");
    }

    /** Of the bytes that the server itself fetches from another address. */
    public static Checksums ofSource(MultiMap headers) {
        return of(headers, "x-ms-source-content-md5", "x-ms-source-content-crc64");
    }

    private static Checksums of(MultiMap headers, String md5, String crc64) {
        Checksums checksums = new Checksums(ContentHeaders.md5(headers, md5), crc64(headers.get(crc64)));
        if (checksums.md5 != null && checksums.crc64 != null) {
            throw bothChecksums(crc64, md5);
        }
        return checksums;
    }

    private static byte[] crc64(String text) {
        if (isEmpty(text)) {
            return null;
        }
        try {
            byte[] crc = Base64.getDecoder().decode(text);
            if (crc.length == CRC_LENGTH) {
                return crc;
            }
        } catch (IllegalArgumentException malformed) {
            throw invalidCrc64();
        }
        throw invalidCrc64();
    }

    /** For Put Blob, where {@code x-ms-blob-content-md5} says it instead. */
    public Checksums unless(byte[] otherMd5) {
        return otherMd5 == null ? this : new Checksums(null, crc64);
    }

    /** The same bytes, compared at their end with the CRC that was said. */
    public CheckedBody checking(InputStream body) {
        return new CheckedBody(body, crc64, false);
    }

    /**
     * Returns the same bytes; the CRC of few is computed whether it was said or not.
     *
     * @param length as the client says it
     */
    public CheckedBody checking(InputStream body, long length) {
        return new CheckedBody(body, crc64, length <= SMALL);
    }
}
