package io.mltwin.scoring.registry.scanning;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * How many bytes may still come from what an image holds: a few packed bytes unpack to any number.
 * Several streams may share a limit.
 */
final class ByteLimit {

    private final String message;
    private long left;

    /**
     * @param most bytes
     * @param message of the exception where more come
     */
    ByteLimit(long most, String message) {
        this.left = most;
        this.message = message;
    }

    /**
     * Returns a stream of which every byte counts, a skipped one too. At the limit it throws an
     * {@link IOException}.
     */
    InputStream limit(InputStream content) {
        return new Limited(content);
    }

    private void count(long bytes) throws IOException {
        left -= Math.max(0, bytes);
        if (left < 0) {
            throw new IOException(message);
        }
    }

    private final class Limited extends FilterInputStream {
        Limited(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            count(read < 0 ? 0 : 1);
            return read;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int read = super.read(target, offset, length);
            count(read);
            return read;
        }

        @Override
        public long skip(long bytes) throws IOException {
            long skipped = super.skip(bytes);
            count(skipped);
            return skipped;
        }
    }
}
