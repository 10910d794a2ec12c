package io.mltwin.workspace.storage.content;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jboss.logging.Logger;

/**
 * Files that are written past the page cache, where the file system can. What is synced before it
 * counts need not be copied into pages that nobody has asked for: of a blob of 1 MiB that took more
 * processor time than all cryptography.
 */
final class DirectFiles {

    /**
     * A multiple of every file system's blocks; what is written directly starts and ends at one.
     */
    static final int BLOCK = 4096;

    private static final Logger LOG = Logger.getLogger(DirectFiles.class);
    private static final int PIECE = 256 << 10;
    private static final int KEPT_PIECES = 8;

    /** The JDK's own option for it, or null where the JDK has none. */
    private static final OpenOption DIRECT = findDirectOption();

    private final BlockingQueue<ByteBuffer> pieces = new ArrayBlockingQueue<>(KEPT_PIECES);
    private volatile Boolean possible;

    /**
     * Makes a file that must not be there yet.
     *
     * @throws java.nio.file.NoSuchFileException when its folder is not there
     */
    DirectOutput create(Path path) throws IOException {
        FileChannel file = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        FileChannel direct = null;
        try {
            if (isPossible(path)) {
                direct = FileChannel.open(path, StandardOpenOption.WRITE, DIRECT);
            }
            return new DirectOutput(this, file, direct);
        } catch (IOException | RuntimeException e) {
            file.close();
            Files.delete(path);
            throw e;
        }
    }

    /**
     * Looks the option up by name: it is no part of Java's own API, and compilers from JDK 21 on
     * warn about every mention of its class.
     */
    private static OpenOption findDirectOption() {
        try {
            for (Object option :
                    Class.forName("com.sun.nio.file.ExtendedOpenOption").getEnumConstants()) {
                if (option.toString().equals("DIRECT")) {
                    return (OpenOption) option;
                }
            }
        } catch (ClassNotFoundException e) {
            LOG.debug("This JDK has no option for direct files", e);
        }
        LOG.info("Blobs are written through the page cache: this JDK has no direct files");
        return null;
    }

    /** Tried once: some file systems refuse the option, some the first write. */
    private boolean isPossible(Path empty) {
        if (DIRECT == null) {
            return false;
        }
        if (possible == null) {
            ByteBuffer piece = takePiece().limit(BLOCK);
            try (FileChannel direct = FileChannel.open(empty, StandardOpenOption.WRITE, DIRECT)) {
                direct.write(piece, 0);
                direct.truncate(0);
                possible = true;
            } catch (IOException | UnsupportedOperationException e) {
                LOG.infof("Blobs are written through the page cache: %s", e.getMessage());
                possible = false;
            } finally {
                givePiece(piece);
            }
        }
        return possible;
    }

    /** Empty; to be given back. */
    ByteBuffer takePiece() {
        ByteBuffer free = pieces.poll();
        return free != null
                ? free
                : ByteBuffer.allocateDirect(PIECE + BLOCK)
                        .alignedSlice(BLOCK)
                        .limit(PIECE)
                        .slice();
    }

    void givePiece(ByteBuffer piece) {
        pieces.offer(piece.clear());
    }
}
