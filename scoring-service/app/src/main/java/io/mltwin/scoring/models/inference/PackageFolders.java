package io.mltwin.scoring.models.inference;

import io.mltwin.container.ContainerException;
import io.mltwin.platform.reset.FileTree;
import io.mltwin.sandbox.ScriptTree;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
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
    private final Map<String, Shared> all = new HashMap<>();

    PackageFolders(ContainerFolders folders) {
        this.folders = folders;
    }

    private static final class Shared {
        private int users;
        private Path folder;
        private Path packages;
    }

    /** A container's share in a folder of packages. */
    final class Lease {
        private final String key;
        private final Shared shared;

        private Lease(String key, Shared shared) {
            this.key = key;
            this.shared = shared;
        }

        /** Returns the folder, {@code …/python3.13/site-packages}. */
        Path packages() {
            return shared.packages;
        }

        /** Gives it back; to be called once, when no process of the container is left. */
        void end() {
            release(key, shared);
        }
    }

    /**
     * Returns the packages of an image; null where it has none.
     *
     * @throws ContainerException when they are too large
     */
    Lease take(PulledImage image) throws ContainerException {
        String key = image.packagesKey();
        if (key == null) {
            return null;
        }
        Shared shared;
        synchronized (this) {
            shared = all.computeIfAbsent(key, unknown -> new Shared());
            shared.users++;
        }
        try {
            synchronized (shared) {
                if (shared.packages == null) {
                    unpack(image, shared);
                }
            }
            return new Lease(key, shared);
        } catch (RuntimeException | ContainerException e) {
            release(key, shared);
            throw e;
        }
    }

    private void release(String key, Shared shared) {
        synchronized (this) {
            shared.users--;
            if (shared.users > 0) {
                return;
            }
            all.remove(key);
        }
        synchronized (shared) {
            if (shared.folder != null) {
                FileTree.deleteOrFail(shared.folder);
            }
        }
    }

    private void unpack(PulledImage image, Shared shared) throws ContainerException {
        shared.folder = folders.make(PREFIX + UUID.randomUUID());
        // named as in the image, since the name says for which Python they are
        Path inImage = Path.of(image.packagesFolder());
        Path packages = shared.folder.resolve(inImage.getParent().getFileName()).resolve("site-packages");
        try {
            Files.createDirectories(packages);
            image.visitPackages((path, runs, content) -> write(packages, path, runs, content));
            ScriptTree.share(shared.folder);
            shared.packages = packages;
        } catch (UncheckedIOException e) {
            throw notUnpacked(e.getCause());
        } catch (IOException e) {
            throw notUnpacked(e);
        } finally {
            if (shared.packages == null) {
                FileTree.deleteOrFail(shared.folder);
                shared.folder = null;
            }
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
