package io.mltwin.local.folder;

import io.mltwin.local.layout.DataFolder;
import io.mltwin.local.layout.FreePorts;
import io.mltwin.local.layout.Ports;
import io.mltwin.local.layout.RefusalException;
import io.mltwin.local.process.PidFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * One launcher at a time on a data folder, and on a block of ports; the kernel lets go of both when
 * their holder dies, however it dies.
 */
public final class FolderLock implements AutoCloseable {
    /** The launcher's own pid file. */
    public static final String LAUNCHER = "launcher";

    private final FileChannel channel;
    private ServerSocket ports;

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

    /** Keeps other launchers of this machine, also those of other users, away from these ports. */
    public void claim(Ports wanted) {
        try {
            ports = new ServerSocket(wanted.launcher(), 1, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new RefusalException(
                    "Another platform starts on the ports from " + wanted.base()
                            + " at this moment, or a program has port " + wanted.launcher()
                            + ": choose other ports with --port-base.",
                    e);
        }
    }

    /** Claims free ports; tries others when another launcher claims the same ones first. */
    public Ports claimFree() {
        while (ports == null) {
            Ports free = new Ports(FreePorts.base());
            try {
                claim(free);
                return free;
            } catch (RefusalException e) {
                // another one was faster: other ports are tried
                continue;
            }
        }
        throw new IllegalStateException("Ports are claimed once.");
    }

    @Override
    public void close() throws IOException {
        if (ports != null) {
            ports.close();
        }
        channel.close();
    }
}
