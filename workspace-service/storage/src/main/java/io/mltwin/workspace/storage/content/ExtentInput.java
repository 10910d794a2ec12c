package io.mltwin.workspace.storage.content;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stretch of what is written piece by piece as a stream, a buffer at a time. */
final class ExtentInput extends InputStream {

    private static final int BUFFER = 256 * 1024;

    private final ExtentStream source;
    private long at;
    private long left;
    private byte[] buffer = new byte[0];
    private int position;

    ExtentInput(ExtentStream source, long first, long length) {
        this.source = source;
        this.at = first;
        this.left = length;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (position == buffer.length) {
            if (left == 0) {
                return -1;
            }
            fill();
        }
        int count = Math.min(length, buffer.length - position);
        System.arraycopy(buffer, position, target, offset, count);
        position += count;
        return count;
    }

    private void fill() throws IOException {
        int count = (int) Math.min(left, BUFFER);
        ByteArrayOutputStream out = new ByteArrayOutputStream(count);
        source.transfer(at, count, out);
        buffer = out.toByteArray();
        position = 0;
        at += count;
        left -= count;
    }
}
