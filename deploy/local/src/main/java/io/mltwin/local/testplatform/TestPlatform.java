package io.mltwin.local.testplatform;

import io.mltwin.encoding.Sha256;
import io.mltwin.local.distribution.UserCache;
import io.mltwin.local.layout.Checkout;
import io.mltwin.local.layout.DataFolder;
import io.mltwin.local.layout.RefusalException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * The platform that tests share, one for each user, build and domain.
 *
 * @param home its folder in the user's cache: the data folder while it runs, the leases of those who
 *     use it, and the lock under which it is started and ended
 */
public record TestPlatform(Path home) {
    private static final int DIGITS = 12;

    /** Returns that of a checkout or distribution, in the cache of this user. */
    public static TestPlatform of(Checkout checkout, String base) throws IOException {
        return of(checkout, base, UserCache.folder(), String.valueOf(UserCache.user()));
    }

    /**
     * Two users with one cache have two platforms. The name is short, since PostgreSQL's socket
     * below it must not have a long path.
     */
    static TestPlatform of(Checkout checkout, String base, Path cache, String user) throws IOException {
        String name =
                Sha256.hex(checkout.identity() + "\0" + base + "\0" + user).substring(0, DIGITS);
        return new TestPlatform(
                cache.toAbsolutePath().normalize().resolve("test-platforms").resolve(name));
    }

    public DataFolder data() {
        return new DataFolder(home.resolve("data"));
    }

    public Leases leases() {
        return new Leases(home.resolve("leases"));
    }

    /** Makes the folders, which only their owner enters, and the file of the lock. */
    public void create() {
        try {
            DataFolder.createPrivate(home);
            DataFolder.createPrivate(leases().folder());
            // now, since a file that comes later would count as a use
            open().close();
        } catch (IOException e) {
            throw new RefusalException(
                    "The folder " + home + " cannot be made (" + e.getMessage() + "): name a cache with MLTWIN_CACHE.",
                    e);
        }
    }

    /** Waits until nobody else starts or ends it; closing the channel lets others go on. */
    public FileChannel lock() throws IOException {
        FileChannel channel = open();
        channel.lock();
        return channel;
    }

    /** Returns the lock, or empty while somebody else starts or ends it. */
    public Optional<FileChannel> tryLock() throws IOException {
        FileChannel channel = open();
        FileLock lock = channel.tryLock();
        if (lock == null) {
            channel.close();
            return Optional.empty();
        }
        return Optional.of(channel);
    }

    private FileChannel open() throws IOException {
        return FileChannel.open(home.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    /** Returns whether it was ever started and not yet cleared away. */
    public boolean exists() {
        return Files.isDirectory(data().root());
    }
}
