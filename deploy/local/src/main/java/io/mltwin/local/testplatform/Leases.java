package io.mltwin.local.testplatform;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

/**
 * Who uses the platform: a file for each process, on which it holds a lock. The kernel gives the
 * lock back when the process ends, however it ends.
 *
 * @param folder of the files
 */
public record Leases(Path folder) {
    /** A process makes its file and then locks it: so long a file without a lock is not yet left behind. */
    private static final Duration BEGINNING = Duration.ofMinutes(1);

    /**
     * Counts as a use at this moment, as a lease does. The folder around keeps the time: a file beside the data would
     * outlive them, and to touch the lock's file would give the lock back.
     */
    public void use() throws IOException {
        Files.setLastModifiedTime(folder.getParent(), FileTime.from(Instant.now()));
    }

    /** Returns what changes with each {@link #use}, and when a platform's data come or go. */
    FileTime lastUse() throws IOException {
        return Files.getLastModifiedTime(folder.getParent());
    }

    /** Returns how many processes hold one, and deletes the files of those that ended. */
    public int held() throws IOException {
        int held = 0;
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                held += isHeld(file) ? 1 : 0;
            }
        } catch (NoSuchFileException e) {
            // never started here
            return 0;
        }
        return held;
    }

    private static boolean isHeld(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            if (lock == null) {
                return true;
            }
            Instant made = Files.getLastModifiedTime(file).toInstant();
            if (made.isBefore(Instant.now().minus(BEGINNING))) {
                Files.deleteIfExists(file);
            }
            return false;
        } catch (OverlappingFileLockException e) {
            // of this very process
            return true;
        } catch (NoSuchFileException e) {
            // given back meanwhile
            return false;
        }
    }
}
