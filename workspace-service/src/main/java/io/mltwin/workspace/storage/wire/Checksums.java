package io.mltwin.workspace.storage.wire;

import io.vertx.core.MultiMap;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Base64;

/**
 * What a client says of the bytes it sends: {@code Content-MD5} and {@code x-ms-content-crc64}, of
 * which it may send one.
 *
 * @param md5 null when not said
 * @param crc64 null when not said
 */
public record Checksums(byte[] md5, byte[] crc64) {

    private static final int CRC_LENGTH = 8;

    public static Checksums ofBody(MultiMap headers) {
        return of(headers, "Content-MD5", "x-ms-content-crc64");
    }

    /** Of the bytes that the server itself fetches from another address. */
    public static Checksums ofSource(MultiMap headers) {
        return of(headers, "x-ms-source-content-md5", "x-ms-source-content-crc64");
    }

    private static Checksums of(MultiMap headers, String md5, String crc64) {
        Checksums checksums =
                new Checksums(ContentHeaders.md5(headers, md5), crc64(headers.get(crc64)));
        if (checksums.md5 != null && checksums.crc64 != null) {
            throw RequestErrors.invalidHeader(crc64, "send it or " + md5 + ", not both.");
        }
        return checksums;
    }

    private static byte[] crc64(String text) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        try {
            byte[] crc = Base64.getDecoder().decode(text);
            if (crc.length == CRC_LENGTH) {
                return crc;
            }
        } catch (IllegalArgumentException malformed) {
            throw RequestErrors.invalidCrc64();
        }
        throw RequestErrors.invalidCrc64();
    }

    /**
     * The same bytes; at their end the CRC that was said is compared, so that nothing is kept of a
     * body that was altered on its way.
     */
    public InputStream checking(InputStream body) {
        return crc64 == null ? body : new Crc64Stream(body, crc64);
    }

    private static final class Crc64Stream extends FilterInputStream {

        private final Crc64 crc = new Crc64();
        private final byte[] said;

        Crc64Stream(InputStream in, byte[] said) {
            super(in);
            this.said = said;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int read = super.read(target, offset, length);
            if (read > 0) {
                crc.update(target, offset, read);
            } else if (read < 0 && !Arrays.equals(crc.value(), said)) {
                throw RequestErrors.crc64Mismatch();
            }
            return read;
        }
    }
}
