package io.mltwin.eventrelay;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.jboss.logging.Logger;

/**
 * A file of frames: length, checksum, content. A frame that was not written to its end (a crash) or
 * does not match its checksum ends the file for the reader.
 */
final class SpoolSegment {

    private static final int HEAD = 8;
    private static final int LARGEST = 1 << 20;

    private SpoolSegment() {}

    /** Returns frames one behind the other. */
    static ByteBuffer frames(List<byte[]> contents) {
        int length = 0;
        for (byte[] content : contents) {
            if (content.length > LARGEST) {
                throw new IllegalArgumentException("a record of " + content.length + " bytes");
            }
            length += HEAD + content.length;
        }
        ByteBuffer frames = ByteBuffer.allocate(length);
        for (byte[] content : contents) {
            frames.putInt(content.length).putInt(checksum(content)).put(content);
        }
        return frames.flip();
    }

    /** Reads at most {@code most} whole frames of a segment's file from an offset on. */
    static List<SpoolRecord> read(Path file, long segment, long offset, int most) throws IOException {
        List<SpoolRecord> records = new ArrayList<>();
        long next = offset;
        try (InputStream raw = Files.newInputStream(file)) {
            raw.skipNBytes(Math.min(offset, Files.size(file)));
            DataInputStream in = new DataInputStream(new BufferedInputStream(raw));
            while (records.size() < most) {
                byte[] content = readFrame(in);
                if (content == null) {
                    break;
                }
                next += HEAD + content.length;
                records.add(new SpoolRecord(content, segment, next));
            }
        }
        return records;
    }

    private static byte[] readFrame(DataInputStream in) throws IOException {
        try {
            int length = in.readInt();
            int checksum = in.readInt();
            if (length < 0 || length > LARGEST) {
                return null;
            }
            byte[] content = new byte[length];
            in.readFully(content);
            return checksum(content) == checksum ? content : null;
        } catch (EOFException torn) {
            return null;
        }
    }

    private static int checksum(byte[] content) {
        CRC32C crc = new CRC32C();
        crc.update(content);
        return (int) crc.getValue();
    }

    /**
     * Keeps room on the disk for events that come while the disk is full: a file that becomes a segment
     * then, whose bytes are overwritten, so that no other program can take them.
     */
    static final class SpoolReserve {

        private static final Logger LOG = Logger.getLogger(SpoolReserve.class);
        private static final byte UNUSED = (byte) 0xFF;
        private static final int BLOCK = 64 << 10;

        private final Path file;
        private final long bytes;

        /**
         * Knows the reserve of a folder, which is not made yet.
         *
         * @param bytes 0 for none
         */
        SpoolReserve(Path folder, long bytes) {
            this.file = folder.resolve("reserve");
            this.bytes = bytes;
        }

        /** Returns whether there is one, or none is wanted. */
        boolean isReady() {
            return bytes == 0 || Files.exists(file);
        }

        /** Makes it; returns false where the disk has no room for it. */
        boolean make() {
            Path fresh = file.resolveSibling("reserve.new");
            try {
                write(fresh);
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
                return true;
            } catch (IOException full) {
                delete(fresh);
                return false;
            }
        }

        private void write(Path fresh) throws IOException {
            byte[] block = new byte[BLOCK];
            Arrays.fill(block, UNUSED);
            try (FileChannel out = FileChannel.open(
                    fresh, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
                for (long left = bytes; left > 0; left -= BLOCK) {
                    ByteBuffer part = ByteBuffer.wrap(block, 0, (int) Math.min(left, BLOCK));
                    while (part.hasRemaining()) {
                        out.write(part);
                    }
                }
                out.force(true);
            }
        }

        private static void delete(Path file) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                LOG.warnf("The rest of a reserve of the spool stays: %s", e.getMessage());
            }
        }

        /** Makes it the file of a segment; returns false where there is none. */
        boolean moveTo(Path segment) throws IOException {
            if (bytes == 0 || !Files.exists(file)) {
                return false;
            }
            Files.move(file, segment, StandardCopyOption.ATOMIC_MOVE);
            return true;
        }

        /** Returns whether nothing was written to a file from an offset on since it was made. */
        static boolean isUnused(Path segment, long offset) throws IOException {
            try (FileChannel in = FileChannel.open(segment, StandardOpenOption.READ)) {
                ByteBuffer head = ByteBuffer.allocate(Long.BYTES);
                return in.read(head, offset) == Long.BYTES && head.flip().getLong() == -1;
            }
        }
    }
}
