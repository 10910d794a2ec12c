package io.mltwin.scoring.models.inference;

import io.mltwin.container.ContainerException;
import io.mltwin.container.SharedFolders;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;

/**
 * The packages that containers find in addition to those of the machine: unpacked once for all
 * containers of images that have the same, in a folder that they only read. It goes with the last
 * of them.
 */
@Singleton
class PackageFolders {

    /** No endpoint has an underscore in its name. */
    private static final String PREFIX = "packages_";

    private final ContainerFolders folders;
    private final SharedFolders shared = new SharedFolders();

    PackageFolders(ContainerFolders folders) {
        this.folders = folders;
    }

    /**
     * A container's share in the packages of its image.
     *
     * @param packages the folder, {@code …/python3.13/site-packages}
     */
    record Lease(SharedFolders.Lease folder, Path packages) {

        /** Gives it back; to be called once, when no process of the container is left. */
        void end() {
            try {
                folder.end();
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot delete " + folder.folder(), e);
            }
        }
    }

    /**
     * Returns the packages of an image; null where it has none.
     *
     * @throws ContainerException when they are too large
     */
    Lease take(PulledImage image) throws ContainerException {
        if (image.packagesKey() == null) {
            return null;
        }
        try {
            SharedFolders.Lease lease = shared.take(image.packagesKey(), new Unpacking(folders, image));
            return new Lease(lease, packages(image, lease.folder()));
        } catch (UncheckedIOException e) {
            throw notUnpacked(e.getCause());
        } catch (IOException e) {
            throw notUnpacked(e);
        }
    }

    /** Returns the folder of an image's packages, named as in the image, since the name says for which Python they are. */
    private static Path packages(PulledImage image, Path folder) {
        Path inImage = Path.of(image.packagesFolder());
        return folder.resolve(inImage.getParent().getFileName()).resolve("site-packages");
    }

    private record Unpacking(ContainerFolders folders, PulledImage image)
            implements SharedFolders.Filling<ContainerException> {

        @Override
        public Path make() {
            return folders.make(PREFIX + UUID.randomUUID());
        }

        @Override
        public void fill(Path folder) throws IOException, ContainerException {
            Path packages = packages(image, folder);
            Files.createDirectories(packages);
            image.visitPackages((path, runs, content) -> write(packages, path, runs, content));
        }
    }

    private static ContainerException notUnpacked(IOException cause) {
        return new ContainerException(
                ContainerException.Kind.CLOSED,
                "the packages of its environment cannot be unpacked where containers lie"
                        + " (mltwin.scoring.containers-dir): "
                        + cause.getMessage(),
                cause);
    }

    private static void write(Path packages, String path, boolean runs, InputStream content) throws IOException {
        Path file = packages.resolve(path).normalize();
        if (!file.startsWith(packages) || file.equals(packages)) {
            throw new IllegalStateException("the packages hold a path that leads out: " + path);
        }
        Files.createDirectories(file.getParent());
        Files.copy(content, file);
        if (runs) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        }
    }
}
