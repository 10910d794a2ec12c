package io.mltwin.workspace.storage.content;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Fills a new file from its first byte on; {@link #finish} before it is closed. */
final class DirectOutput extends OutputStream {

    private final DirectFiles files;
    private final FileChannel file;
    private final FileChannel direct;
    private ByteBuffer piece;
    private long written;

    /**
     * @param direct null when all goes through the page cache
     */
    DirectOutput(DirectFiles files, FileChannel file, FileChannel direct) {
        this.files = files;
        this.file = file;
        this.direct = direct;
        this.piece = files.takePiece();
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        for (int at = offset, end = offset + length; at < end; ) {
            int count = Math.min(piece.remaining(), end - at);
            piece.put(bytes, at, count);
            at += count;
            if (!piece.hasRemaining()) {
                writePiece();
            }
        }
    }

    /** Writes what is left and returns when all is on disk. */
    void finish() throws IOException {
        writePiece();
        file.force(true);
    }

    private void writePiece() throws IOException {
        piece.flip();
        int all = piece.limit();
        if (direct != null) {
            // only whole blocks; what does not fill one is the end of the file
            piece.limit(all - all % DirectFiles.BLOCK);
            write(direct);
            piece.limit(all);
        }
        write(file);
        piece.clear();
    }

    private void write(FileChannel channel) throws IOException {
        while (piece.hasRemaining()) {
            written += channel.write(piece, written);
        }
    }

    @Override
    public void close() throws IOException {
        if (piece == null) {
            return;
        }
        files.givePiece(piece);
        piece = null;
        try (file) {
            if (direct != null) {
                direct.close();
            }
        }
    }
}
