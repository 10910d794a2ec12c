package io.mltwin.node;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;

/** The content of a blob that is pushed into a registry, of which one request holds a part. */
interface BlobContent {

    /** Returns a part as the body of a request, which may be sent more than once. */
    BodyPublisher part(long at, long length);

    static BlobContent of(byte[] bytes) {
        return (at, length) -> BodyPublishers.ofByteArray(bytes, (int) at, (int) length);
    }

    static BlobContent of(Path file) {
        return (at, length) ->
                BodyPublishers.fromPublisher(
                        BodyPublishers.ofInputStream(() -> open(file, at, length)), length);
    }

    private static InputStream open(Path file, long at, long length) {
        try {
            InputStream in = Files.newInputStream(file);
            in.skipNBytes(at);
            return new Part(in, length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends after so many bytes. */
    final class Part extends FilterInputStream {
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
