package io.mltwin.workspace.storage.wire;

import static io.mltwin.workspace.storage.wire.RequestErrors.invalidHeader;
import static io.mltwin.workspace.storage.wire.RequestErrors.invalidHeaderIf;

import io.mltwin.encoding.AsciiCase;
import io.mltwin.workspace.storage.content.StoredBytes;
import io.vertx.core.MultiMap;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * {@code x-ms-range-get-content-md5} and {@code -crc64}: a range of at most 4 MiB with its
 * checksum.
 *
 * @param crc64 else MD5
 */
public record RangeChecksum(boolean crc64) {

    private static final long LARGEST = 4L << 20;

    /** Returns the checksum that the request asks for, or null. */
    public static RangeChecksum of(MultiMap headers) {
        boolean md5 = AsciiCase.equal("true", headers.get("x-ms-range-get-content-md5"));
        boolean crc64 = AsciiCase.equal("true", headers.get("x-ms-range-get-content-crc64"));
        invalidHeaderIf(md5 && crc64, "x-ms-range-get-content-crc64", "ask for one checksum, not both.");
        return md5 || crc64 ? new RangeChecksum(crc64) : null;
    }

    /** Returns the bytes of the range; its checksum becomes a header of the answer. */
    public byte[] read(StoredBytes content, ByteRange range, ResponseBuilder answer) throws IOException {
        try (content) {
            if (range == null || range.length() > LARGEST) {
                throw invalidHeader(
                        "x-ms-range-get-content-" + (crc64 ? "crc64" : "md5"), "it needs a range of at most 4 MiB.");
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream((int) range.length());
            content.transfer(range.first(), range.length(), out);
            byte[] bytes = out.toByteArray();
            if (crc64) {
                Crc64 crc = new Crc64();
                crc.update(bytes, 0, bytes.length);
                answer.header("x-ms-content-crc64", base64(crc.value()));
            } else {
                answer.header("Content-MD5", base64(md5(bytes)));
            }
            return bytes;
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    public static byte[] md5(byte[] bytes) {
        try {
            return MessageDigest.getInstance("MD5").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has MD5", e);
        }
    }
}
