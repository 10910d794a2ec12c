package io.mltwin.local.postgres;

import io.mltwin.local.distribution.UserCache;
import io.mltwin.local.layout.DataFolder;
import io.mltwin.local.layout.RefusalException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL 17's programs out of io.zonky's artifact, unpacked once per machine and version into the
 * user's cache.
 */
public final class PostgresBinaries {
    private static final String VERSION = "17.5.0";

    private final Path cache;

    public PostgresBinaries(Path cache) {
        this.cache = cache;
    }

    /** Returns the cache of this user. */
    public static PostgresBinaries ofUser() {
        return new PostgresBinaries(UserCache.folder());
    }

    /**
     * Returns the folder that holds bin/initdb and bin/postgres; unpacked first where it is
     * missing. Safe for several processes at once.
     */
    public Path folder() throws IOException {
        String archive = archive();
        Path unpacked = cache.resolve("postgresql-" + VERSION + "-" + System.getProperty("os.arch"));
        if (!Files.isDirectory(unpacked)) {
            Files.createDirectories(cache);
            // The file lock holds off other programs, the monitor other threads of this one.
            synchronized (PostgresBinaries.class) {
                unpackOnce(archive, unpacked);
            }
        }
        UserCache.requireOwn(unpacked);
        return unpacked;
    }

    private void unpackOnce(String archive, Path unpacked) throws IOException {
        try (FileChannel channel = FileChannel.open(
                        cache.resolve("unpack.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            if (!Files.isDirectory(unpacked) && lock.isValid()) {
                Path draft = Files.createTempDirectory(cache, "postgresql");
                try {
                    unpack(archive, draft);
                    Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rwxr-xr-x"));
                    Files.move(draft, unpacked, StandardCopyOption.ATOMIC_MOVE);
                } finally {
                    DataFolder.delete(draft);
                }
            }
        }
    }

    private static String archive() {
        return switch (System.getProperty("os.arch")) {
            case "amd64" -> "/postgres-linux-x86_64.txz";
            case "aarch64" -> "/postgres-linux-arm_64.txz";
            default ->
                throw new RefusalException("There are no PostgreSQL binaries for "
                        + System.getProperty("os.arch")
                        + ": mltwin's launcher needs Linux on x86-64 or AArch64.");
        };
    }

    private static void unpack(String archive, Path target) throws IOException {
        try (InputStream packed = PostgresBinaries.class.getResourceAsStream(archive)) {
            if (packed == null) {
                throw new RefusalException("The archive " + archive + " is not among the launcher's jars.");
            }
            TarArchiveInputStream tar =
                    new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(packed, 1 << 16)));
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                write(tar, entry, target);
            }
        }
    }

    private static void write(TarArchiveInputStream tar, TarArchiveEntry entry, Path target) throws IOException {
        Path file = target.resolve(entry.getName()).normalize();
        if (!file.startsWith(target)) {
            throw new IOException("The archive names a file outside its folder: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(file);
            return;
        }
        Files.createDirectories(file.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, file);
        boolean executable = (entry.getMode() & 0111) != 0;
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
    }
}
