package io.mltwin.eventrelay;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.jboss.logging.Logger;

/**
 * Keeps room on the disk for events that come while the disk is full: a file that becomes a segment
 * then, whose bytes are overwritten, so that no other program can take them.
 */
final class SpoolReserve {

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
