package io.mltwin.local.folder;

import io.mltwin.local.layout.DataFolder;
import io.mltwin.local.layout.RefusalException;
import io.mltwin.local.process.PidFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * One launcher at a time on a data folder; the kernel lets go of the lock when its holder dies,
 * however it dies.
 */
public final class FolderLock implements AutoCloseable {
    /** The launcher's own pid file. */
    public static final String LAUNCHER = "launcher";

    private final FileChannel channel;

    private FolderLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Takes the lock, or is empty if another launcher holds it. */
    public static Optional<FolderLock> tryTake(DataFolder folder) throws IOException {
        FileChannel channel =
                FileChannel.open(folder.run().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return Optional.of(new FolderLock(channel));
            }
        } catch (OverlappingFileLockException e) {
            // Held by this very process: as good as by another.
            channel.close();
            return Optional.empty();
        }
        channel.close();
        return Optional.empty();
    }

    /** Takes the lock or says who has it. */
    public static FolderLock take(DataFolder folder) throws IOException {
        return tryTake(folder).orElseThrow(() -> runningAlready(folder));
    }

    public static RefusalException runningAlready(DataFolder folder) {
        String who = PidFile.read(folder.pid(LAUNCHER))
                .map(pid -> " (pid " + pid.pid() + ")")
                .orElse("");
        return new RefusalException("mltwin is running already"
                + who
                + " with the data folder "
                + folder.root()
                + ": end it with './mltwin down' first, or start a second one with another"
                + " --data folder and --port-base.");
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
