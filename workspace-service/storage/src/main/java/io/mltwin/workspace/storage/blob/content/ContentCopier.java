package io.mltwin.workspace.storage.blob.content;

import io.mltwin.datakeys.DataKey;
import io.mltwin.workspace.storage.blob.state.BlobState;
import io.mltwin.workspace.storage.blob.state.CommittedBlocks;
import io.mltwin.workspace.storage.content.ContentStore;
import io.mltwin.workspace.storage.content.NewContent;
import jakarta.inject.Singleton;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** Writes the bytes of one blob as the content of another, encrypted under the other's key. */
@Singleton
public record ContentCopier(ContentStore contents) {
    private static final long PIECE = 32L << 20;

    /** Returns a block blob: all bytes in one. */
    public NewBlob asBlock(InputStream bytes, DataKey key, List<CommittedBlocks.Block> blocks) throws IOException {
        return NewBlob.of(contents.write(key, bytes), blocks);
    }

    /** Returns a blob of the source's own kind. */
    public NewBlob asIs(BlobState source, InputStream bytes, DataKey key) throws IOException {
        if (source.kind() == BlobState.Kind.BLOCK) {
            return asBlock(bytes, key, CommittedBlocks.read(source.blocks()));
        }
        List<NewBlob.Piece> pieces = new ArrayList<>();
        try {
            for (long first = 0; first < source.length(); first += PIECE) {
                long length = Math.min(PIECE, source.length() - first);
                pieces.add(new NewBlob.Piece(first, contents.write(key, new Part(bytes, length))));
            }
        } catch (IOException | RuntimeException e) {
            pieces.forEach(piece -> contents.discard(piece.content()));
            throw e;
        }
        return new NewBlob(
                source.kind(),
                pieces,
                List.of(),
                source.length(),
                List.of(),
                source.committedBlocks(),
                source.sequenceNumber(),
                source.sealed());
    }

    public void discard(NewBlob blob) {
        for (NewContent content : blob.contents()) {
            contents.discard(content);
        }
    }

    /** The next bytes of a stream that goes on. */
    private static final class Part extends FilterInputStream {

        private long left;

        Part(InputStream in, long length) {
            super(in);
            this.left = length;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (left == 0) {
                return -1;
            }
            int read = in.read(target, offset, (int) Math.min(left, length));
            left -= Math.max(0, read);
            return read;
        }

        @Override
        public void close() {
            // the whole is closed by who opened it
        }
    }
}
