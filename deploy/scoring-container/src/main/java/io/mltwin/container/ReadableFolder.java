package io.mltwin.container;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** A folder of installed packages, which the users of containers read and nobody else changes. */
public final class ReadableFolder {

    private static final Set<PosixFilePermission> READ =
            PosixFilePermissions.fromString("rw-r--r--");
    private static final Set<PosixFilePermission> RUN =
            PosixFilePermissions.fromString("rwxr-xr-x");

    private ReadableFolder() {}

    /** Lets everybody who can pass to the folder read all that is in it, and run what runs. */
    public static void open(Path folder) throws IOException {
        Files.walkFileTree(
                folder,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        if (attributes.isRegularFile()) {
                            boolean runs =
                                    Files.getPosixFilePermissions(file)
                                            .contains(PosixFilePermission.OWNER_EXECUTE);
                            Files.setPosixFilePermissions(file, runs ? RUN : READ);
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(Path folder, IOException failure)
                            throws IOException {
                        Files.setPosixFilePermissions(folder, RUN);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }
}
