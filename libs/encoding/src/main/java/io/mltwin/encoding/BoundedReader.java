package io.mltwin.encoding;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Reads what others have written: a few packed bytes unpack to any number, and a length that a
 * header tells may lie. Several streams may share a limit.
 */
public final class BoundedReader {

    private final String message;
    private long left;

    /**
     * @param most bytes that the streams may give together
     * @param message of the exception where more come
     */
    public BoundedReader(long most, String message) {
        this.left = most;
        this.message = message;
    }

    /** More bytes came than are taken. */
    public static final class TooLargeException extends IOException {
        private static final long serialVersionUID = 1;

        TooLargeException(String message) {
            super(message);
        }
    }

    /**
     * Returns the whole of what has to be in memory at once.
     *
     * @throws TooLargeException with this message, when it has more than {@code most} bytes
     */
    public static byte[] readAll(InputStream content, int most, String message) throws IOException {
        return new BoundedReader(most, message).limit(content).readAllBytes();
    }

    /**
     * Returns a stream of which every byte counts, a skipped one too. Behind the limit it throws a
     * {@link TooLargeException}.
     */
    public InputStream limit(InputStream content) {
        return new Limited(content);
    }

    /** Begins to count again. */
    public void renew(long most) {
        left = most;
    }

    private void count(long bytes) throws TooLargeException {
        left -= Math.max(0, bytes);
        if (left < 0) {
            throw new TooLargeException(message);
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
