package io.mltwin.client;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ForkJoinPool;

/**
 * The use of a platform together with others, or alone, until it is closed. The locks lie on bytes of a file in the
 * data folder: the first byte is the gate that all come through, each of the others is one user's, and who is alone
 * keeps the gate and has all of them. The kernel gives them back when a JVM ends, killed or not.
 */
public final class Turn implements AutoCloseable {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final long POLL_MILLIS = 50;
    /** Open until this JVM ends: closing a file gives back all locks that the JVM has on it. */
    private static final Map<Path, FileChannel> FILES = new ConcurrentHashMap<>();

    private final Runnable end;

    private Turn(Runnable end) {
        this.end = end;
    }

    /** Returns the use of a platform of another machine, where nobody is alone. */
    static Turn unlimited() {
        return new Turn(() -> {});
    }

    /**
     * Waits for a turn.
     *
     * @param restore what brings the platform back to how others expect it: done at the end of a turn alone, or at
     *     the begin of the next turn of anybody if the JVM that was alone was killed
     */
    static Turn take(Path dataFolder, boolean alone, Runnable restore, Duration patience) {
        Path folder = dataFolder.resolve("run");
        Path mark = folder.resolve("alone");
        FileChannel file = FILES.computeIfAbsent(folder.resolve("turns"), Turn::open);
        long end = System.nanoTime() + patience.toNanos();
        FileLock gate = lock(file, 0, 1, end);
        try {
            if (alone || Files.exists(mark)) {
                FileLock all = lock(file, 1, Long.MAX_VALUE - 1, end);
                try {
                    if (Files.exists(mark)) {
                        restore.run();
                        Files.delete(mark);
                    }
                    if (alone) {
                        Files.createFile(mark);
                        return new Turn(() -> endAlone(mark, restore, List.of(all, gate)));
                    }
                } catch (IOException | RuntimeException e) {
                    release(all);
                    throw e;
                }
                release(all);
            }
            FileLock mine = lock(file, 1 + RANDOM.nextLong(Long.MAX_VALUE - 1), 1, end);
            release(gate);
            return new Turn(() -> release(mine));
        } catch (IOException e) {
            release(gate);
            throw new MltwinException("The platform in " + dataFolder + " cannot be used alone: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            release(gate);
            throw e;
        }
    }

    private static void endAlone(Path mark, Runnable restore, List<FileLock> locks) {
        try {
            restore.run();
            Files.delete(mark);
        } catch (IOException e) {
            throw new MltwinException("The turn could not be ended: " + e.getMessage(), e);
        } finally {
            locks.forEach(Turn::release);
        }
    }

    private static FileChannel open(Path file) {
        try {
            return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new MltwinException("No turn can be taken by " + file + ": " + e.getMessage(), e);
        }
    }

    private static FileLock lock(FileChannel file, long position, long size, long end) {
        try {
            while (System.nanoTime() < end) {
                FileLock lock = tryLock(file, position, size);
                if (lock != null) {
                    return lock;
                }
                ForkJoinPool.managedBlock(new Pause());
            }
            throw new MltwinException("Others use the platform, or somebody is alone on it: no turn came in time.");
        } catch (IOException e) {
            throw new MltwinException("No turn can be taken: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MltwinException("The wait for a turn was interrupted.", e);
        }
    }

    /** While a thread of a pool waits, as JUnit's do, another one goes on with the tests that it is waiting for. */
    private static final class Pause implements ForkJoinPool.ManagedBlocker {
        private boolean over;

        @Override
        public boolean block() throws InterruptedException {
            Thread.sleep(POLL_MILLIS);
            over = true;
            return true;
        }

        @Override
        public boolean isReleasable() {
            return over;
        }
    }

    private static FileLock tryLock(FileChannel file, long position, long size) throws IOException {
        try {
            return file.tryLock(position, size, false);
        } catch (OverlappingFileLockException e) {
            // another thread of this JVM has it
            return null;
        }
    }

    private static void release(FileLock lock) {
        try {
            lock.release();
        } catch (IOException e) {
            throw new MltwinException("A turn cannot be given back: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        end.run();
    }
}
