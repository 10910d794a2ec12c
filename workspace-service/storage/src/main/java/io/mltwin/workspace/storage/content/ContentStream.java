package io.mltwin.workspace.storage.content;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.util.Arrays;

/**
 * Reads any range of the plaintext of an opened content. What was opened stays readable when the
 * blob is overwritten.
 */
public final class ContentStream implements StoredBytes {

    private static final int BUFFER = 64 * 1024;

    private final byte[] small;
    private final SeekableByteChannel large;

    private ContentStream(byte[] small, SeekableByteChannel large) {
        this.small = small;
        this.large = large;
    }

    static ContentStream of(byte[] plaintext) {
        return new ContentStream(plaintext, null);
    }

    static ContentStream of(SeekableByteChannel plaintext) {
        return new ContentStream(null, plaintext);
    }

    @Override
    public byte[] inMemory(long first, long length) {
        if (small == null || first == 0 && length == small.length) {
            return small;
        }
        return Arrays.copyOfRange(small, (int) first, (int) (first + length));
    }

    @Override
    public void transfer(long first, long length, OutputStream out) throws IOException {
        if (small != null) {
            out.write(small, (int) first, (int) length);
            return;
        }
        large.position(first);
        byte[] buffer = new byte[(int) Math.min(BUFFER, length)];
        for (long left = length; left > 0; ) {
            int read = large.read(ByteBuffer.wrap(buffer, 0, (int) Math.min(buffer.length, left)));
            if (read < 0) {
                throw new EOFException("stored content ends early");
            }
            out.write(buffer, 0, read);
            left -= read;
        }
    }

    @Override
    public InputStream range(long first, long length) throws IOException {
        if (small != null) {
            return new java.io.ByteArrayInputStream(small, (int) first, (int) length);
        }
        large.position(first);
        InputStream all = Channels.newInputStream(large);
        return new InputStream() {
            private long left = length;

            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
            }

            @Override
            public int read(byte[] target, int offset, int count) throws IOException {
                if (left == 0) {
                    return -1;
                }
                int read;
                do {
                    // the cipher's channel may give nothing without being at its end
                    read = all.read(target, offset, (int) Math.min(count, left));
                } while (read == 0 && count > 0);
                if (read < 0) {
                    throw new EOFException("stored content ends early");
                }
                left -= read;
                return read;
            }

            @Override
            public void close() throws IOException {
                ContentStream.this.close();
            }
        };
    }

    @Override
    public void close() throws IOException {
        if (large != null) {
            large.close();
        }
    }
}
