package io.mltwin.scoring.registry.repositories;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/** A part of a channel's content as a stream; closing it closes the channel. */
final class RangeStream extends InputStream {

    private final SeekableByteChannel content;
    private long left;

    private RangeStream(SeekableByteChannel content, long length) {
        this.content = content;
        this.left = length;
    }

    static InputStream of(SeekableByteChannel content, BlobRange range) throws IOException {
        try {
            content.position(range.first());
        } catch (IOException | RuntimeException e) {
            content.close();
            throw e;
        }
        return new RangeStream(content, range.length());
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int count) throws IOException {
        if (count == 0) {
            return 0;
        }
        if (left == 0) {
            return -1;
        }
        int read;
        do {
            // the cipher's channel may give nothing without being at its end
            read = content.read(ByteBuffer.wrap(target, offset, (int) Math.min(count, left)));
        } while (read == 0);
        if (read < 0) {
            throw new EOFException("The stored content ends early");
        }
        left -= read;
        return read;
    }

    @Override
    public void close() throws IOException {
        content.close();
    }
}
