package io.mltwin.workspace.storage.content;

import io.mltwin.datakeys.DataKey;
import io.mltwin.workspace.storage.content.ExtentEntity.ExtentRepository;
import io.quarkus.narayana.jta.QuarkusTransaction;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.UUID;

/**
 * The plaintext of what is written piece by piece. Pieces are opened when their turn comes; a piece
 * that was put together with another in the meantime is looked up again.
 */
final class ExtentStream implements StoredBytes {

    private static final int ATTEMPTS = 5;
    private static final byte[] ZEROS = new byte[64 * 1024];

    private final UUID owner;
    private final DataKey key;
    private final ExtentRepository extents;
    private final ContentStore contents;

    ExtentStream(UUID owner, DataKey key, ExtentRepository extents, ContentStore contents) {
        this.owner = owner;
        this.key = key;
        this.extents = extents;
        this.contents = contents;
    }

    @Override
    public void transfer(long first, long length, OutputStream out) throws IOException {
        long at = first;
        long end = first + length;
        int failures = 0;
        while (at < end) {
            List<ExtentEntity> pieces = pieces(at, end);
            boolean again = false;
            for (ExtentEntity piece : pieces) {
                zeros(piece.first() - at, out);
                at = Math.max(at, piece.first());
                long stop = Math.min(end, piece.end());
                if (!copy(piece, at, stop, out)) {
                    again = true;
                    break;
                }
                at = stop;
            }
            if (!again) {
                zeros(end - at, out);
                return;
            }
            if (++failures == ATTEMPTS) {
                throw new EOFException("what is read is replaced all the time");
            }
        }
    }

    private List<ExtentEntity> pieces(long first, long end) {
        return QuarkusTransaction.requiringNew().call(() -> extents.overlapping(owner, first, end));
    }

    /** False when the piece is not there any more. */
    private boolean copy(ExtentEntity piece, long from, long to, OutputStream out) throws IOException {
        ContentStream content = QuarkusTransaction.requiringNew().call(() -> contents.open(piece.contentId, key));
        if (content == null) {
            return false;
        }
        try (content) {
            content.transfer(piece.contentFirst + from - piece.first(), to - from, out);
        }
        return true;
    }

    private static void zeros(long count, OutputStream out) throws IOException {
        for (long left = count; left > 0; left -= ZEROS.length) {
            out.write(ZEROS, 0, (int) Math.min(left, ZEROS.length));
        }
    }

    @Override
    public InputStream range(long first, long length) {
        return new ExtentInput(this, first, length);
    }

    @Override
    public void close() {
        // each piece is closed when it has been read
    }

    /** A stretch of what is written piece by piece as a stream, a buffer at a time. */
    static final class ExtentInput extends InputStream {

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
}
