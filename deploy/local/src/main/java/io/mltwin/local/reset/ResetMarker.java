package io.mltwin.local.reset;

import io.mltwin.local.layout.DataFolder;
import io.mltwin.local.layout.RefusalException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The file {@code resetting} of a data folder: there from the first step of a reset to its end, and
 * locked by the one process that resets.
 */
public final class ResetMarker implements AutoCloseable {
    private final Path file;
    private final FileChannel channel;

    private ResetMarker(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** Returns whether a reset has begun and not ended. */
    public static boolean stands(DataFolder folder) {
        return Files.exists(file(folder));
    }

    static ResetMarker set(DataFolder folder) throws IOException {
        FileChannel channel = FileChannel.open(file(folder), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!isLocked(channel)) {
            channel.close();
            throw new RefusalException("A reset is under way already: wait until it has ended.");
        }
        return new ResetMarker(file(folder), channel);
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException byThisProcess) {
            return false;
        }
    }

    /** The reset has come to its end. */
    void remove() throws IOException {
        Files.deleteIfExists(file);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static Path file(DataFolder folder) {
        return folder.root().resolve("resetting");
    }
}
