package io.mltwin.scoring.registry.repositories;

import static io.mltwin.scoring.registry.repositories.DistributionErrors.rangeNotSatisfiable;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of a blob that a {@code Range} header asks for (RFC 9110 14.2).
 *
 * @param first number of its first byte
 * @param length bytes, at least 1
 */
record BlobRange(long first, long length) {

    private static final Pattern FORM = Pattern.compile("bytes=([0-9]{0,18})-([0-9]{0,18})");

    /**
     * Returns null when the whole blob is to be sent: without the header, and for what RFC 9110
     * lets a server ignore (another unit, several ranges).
     *
     * @throws io.mltwin.armweb.AzureException 416 when no byte of the blob lies in the range
     */
    static BlobRange parse(String header, long size) {
        Matcher range = header == null ? null : FORM.matcher(header.trim());
        if (range == null || !range.matches() || range.group().equals("bytes=-")) {
            return null;
        }
        long first;
        long last = size - 1;
        if (range.group(1).isEmpty()) {
            first = Math.max(0, size - Long.parseLong(range.group(2)));
        } else {
            first = Long.parseLong(range.group(1));
            if (!range.group(2).isEmpty()) {
                last = Math.min(last, Long.parseLong(range.group(2)));
            }
        }
        if (first > last) {
            throw rangeNotSatisfiable(header, size);
        }
        return new BlobRange(first, last - first + 1);
    }

    String contentRange(long size) {
        return "bytes " + first + "-" + (first + length - 1) + "/" + size;
    }

    /** A part of a channel's content as a stream; closing it closes the channel. */
    static final class RangeStream extends InputStream {

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
}
