package io.mltwin.workspace.storage.content;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;

/**
 * A file read and written 64 KB at a time: for each thread the JDK keeps a buffer outside the heap
 * as large as the largest piece, and cipher segments have a megabyte.
 */
final class SlicedChannel implements SeekableByteChannel {

    private static final int SLICE = 64 * 1024;

    private final FileChannel file;

    SlicedChannel(FileChannel file) {
        this.file = file;
    }

    /** Writes to the file; closing it leaves the file open, so that it can be synced. */
    static OutputStream output(FileChannel file) {
        return new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                write(new byte[] {(byte) one}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                for (int at = offset, end = offset + length; at < end; ) {
                    at += file.write(ByteBuffer.wrap(bytes, at, Math.min(SLICE, end - at)));
                }
            }
        };
    }

    /**
     * As many bytes as there are room for, fewer only at the end: the cipher takes a short read for
     * the end of what there is now.
     */
    @Override
    public int read(ByteBuffer target) throws IOException {
        int limit = target.limit();
        int total = 0;
        try {
            while (target.position() < limit) {
                target.limit(Math.min(limit, target.position() + SLICE));
                int read = file.read(target);
                if (read < 0) {
                    return total == 0 ? -1 : total;
                }
                total += read;
            }
            return total;
        } finally {
            target.limit(limit);
        }
    }

    @Override
    public int write(ByteBuffer source) {
        throw new java.nio.channels.NonWritableChannelException();
    }

    @Override
    public long position() throws IOException {
        return file.position();
    }

    @Override
    public SeekableByteChannel position(long position) throws IOException {
        file.position(position);
        return this;
    }

    @Override
    public long size() throws IOException {
        return file.size();
    }

    @Override
    public SeekableByteChannel truncate(long size) {
        throw new java.nio.channels.NonWritableChannelException();
    }

    @Override
    public boolean isOpen() {
        return file.isOpen();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
