package io.mltwin.scoring.models.inference;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Limits the bytes that an image becomes when its layers are unpacked: a layer of a few kilobytes
 * can stand for as many as its author likes.
 */
final class UnpackedBytes {

    private final long most;
    private long left;

    UnpackedBytes(long most) {
        this.most = most;
        this.left = most;
    }

    /** An image, or a file of it, that is larger than what is unpacked. */
    static final class TooLargeException extends IOException {
        private static final long serialVersionUID = 1;

        TooLargeException(String message) {
            super(message);
        }
    }

    /** Returns the stream, which counts and ends with an exception where the limit is passed. */
    InputStream counted(InputStream unpacked) {
        return new FilterInputStream(unpacked) {
            @Override
            public int read() throws IOException {
                int one = super.read();
                count(one < 0 ? 0 : 1);
                return one;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                int read = super.read(bytes, offset, length);
                count(Math.max(0, read));
                return read;
            }

            @Override
            public long skip(long bytes) throws IOException {
                long skipped = super.skip(bytes);
                count(skipped);
                return skipped;
            }
        };
    }

    private void count(long bytes) throws TooLargeException {
        left -= bytes;
        if (left < 0) {
            throw new TooLargeException(
                    "its layers hold more than " + most + " bytes when they are unpacked");
        }
    }

    /** Returns the whole of a file that has to be in memory at once. */
    static byte[] readFile(String path, InputStream content, int most) throws IOException {
        byte[] bytes = content.readNBytes(most);
        if (content.read() >= 0) {
            throw new TooLargeException("its file " + path + " has more than " + most + " bytes");
        }
        return bytes;
    }
}
