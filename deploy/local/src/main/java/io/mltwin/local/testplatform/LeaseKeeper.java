package io.mltwin.local.testplatform;

import io.mltwin.local.process.Progress;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Optional;

/** Ends a shared platform when nobody has used it for a while; it runs in the platform's supervisor. */
public final class LeaseKeeper {
    private static final long POLL_MILLIS = 1000;

    private final TestPlatform platform;
    private final Duration idle;
    private final Progress progress;
    private FileTime lastUse;
    private long unusedSince;

    /**
     * @param idle how long it stays after the last use
     */
    public LeaseKeeper(TestPlatform platform, Duration idle, Progress progress) {
        this.platform = platform;
        this.idle = idle;
        this.progress = progress;
        this.unusedSince = System.nanoTime();
    }

    /**
     * Waits until it is time to end.
     *
     * @return the lock of the platform, which is to be held until all of it is gone: who starts it
     *     again waits for that
     */
    public FileChannel await() throws InterruptedException {
        while (true) {
            try {
                Optional<FileChannel> ending = endAt(System.nanoTime());
                if (ending.isPresent()) {
                    progress.say("nobody has used the test platform for " + idle.toSeconds() + " s");
                    return ending.get();
                }
            } catch (IOException e) {
                progress.say("the leases cannot be read: " + e.getMessage());
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    /** Returns the lock if nobody has used the platform for so long; who comes before the lock is taken is seen. */
    Optional<FileChannel> endAt(long nanoTime) throws IOException {
        if (isUsed(nanoTime) || nanoTime - unusedSince < idle.toNanos()) {
            return Optional.empty();
        }
        Optional<FileChannel> lock = platform.tryLock();
        if (lock.isPresent() && isUsed(nanoTime)) {
            lock.get().close();
            return Optional.empty();
        }
        return lock;
    }

    private boolean isUsed(long nanoTime) throws IOException {
        FileTime use = platform.leases().lastUse();
        boolean used =
                lastUse != null && !use.equals(lastUse) || platform.leases().held() > 0;
        lastUse = use;
        if (used) {
            unusedSince = nanoTime;
        }
        return used;
    }
}
