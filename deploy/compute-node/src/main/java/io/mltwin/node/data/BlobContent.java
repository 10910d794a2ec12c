package io.mltwin.node.data;

import io.mltwin.sandbox.ScriptFile;
import io.mltwin.sandbox.ScriptTree;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;

/** The content that is stored elsewhere, all or a part of it with each request. */
public record BlobContent(long size, Opening opening) {

    /** Opens it at its beginning, once for each request. */
    interface Opening {
        InputStream open() throws IOException;
    }

    public static BlobContent of(byte[] bytes) {
        return new BlobContent(bytes.length, () -> new ByteArrayInputStream(bytes));
    }

    /** The content of a file of the node's own. */
    public static BlobContent of(Path file) throws IOException {
        return new BlobContent(Files.size(file), () -> Files.newInputStream(file));
    }

    /** The content of a file that a script left. */
    public static BlobContent of(ScriptTree tree, ScriptFile file) {
        return new BlobContent(file.size(), () -> tree.read(file));
    }

    /** Returns this and another content as one. */
    BlobContent then(BlobContent next) {
        return new BlobContent(size + next.size, () -> new SequenceInputStream(open(0, size), next.opening.open()));
    }

    BodyPublisher whole() {
        return part(0, size);
    }

    /** Returns a part as the body of a request, which may be sent more than once. */
    public BodyPublisher part(long at, long length) {
        return length == 0
                ? BodyPublishers.noBody()
                : BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(() -> open(at, length)), length);
    }

    private InputStream open(long at, long length) {
        try {
            InputStream in = opening.open();
            in.skipNBytes(at);
            return new Part(in, length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends after so many bytes. */
    private static final class Part extends FilterInputStream {
        private long left;

        Part(InputStream in, long left) {
            super(in);
            this.left = left;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = left == 0 ? -1 : in.read(bytes, offset, (int) Math.min(length, left));
            left -= Math.max(0, count);
            return count;
        }
    }
}
