package io.mltwin.workspace.storage.wire;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Base64;

/**
 * A body whose CRC-64 is computed while it is read; at its end the one that the client said is
 * compared, so that nothing is kept of a body that was altered on its way.
 */
public final class CheckedBody extends FilterInputStream {

    private final byte[] said;
    private final Crc64 crc;

    /**
     * @param said by the client, or null
     * @param computes it where the client said none
     */
    CheckedBody(InputStream in, byte[] said, boolean computes) {
        super(in);
        this.said = said;
        this.crc = said != null || computes ? new Crc64() : null;
    }

    /** The value for {@code x-ms-content-crc64}, once all has been read; null: not computed. */
    public String crc64() {
        return crc == null ? null : Base64.getEncoder().encodeToString(crc.value());
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int read = super.read(target, offset, length);
        if (read > 0 && crc != null) {
            crc.update(target, offset, read);
        } else if (read < 0 && said != null && !Arrays.equals(crc.value(), said)) {
            throw RequestErrors.crc64Mismatch();
        }
        return read;
    }

    /** Reads the bytes that are skipped, for their checksum. */
    @Override
    public long skip(long count) throws IOException {
        return readNBytes((int) Math.min(count, 8192)).length;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
