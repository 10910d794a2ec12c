package io.mltwin.compute.snapshots;

import io.mltwin.platform.PlatformConfig;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The folder in which the parts of an upload, and files of code that become a snapshot, wait while
 * their request lasts, before they are encrypted into the workspace's storage account. Of a service
 * that was killed meanwhile they are still there, in the clear: they go at the next start.
 */
@ApplicationScoped
class UploadFolder {

    private final Path folder;

    @Inject
    UploadFolder(PlatformConfig config) {
        this(config.dataDir().resolve("uploads"));
    }

    UploadFolder(Path folder) {
        this.folder = folder;
    }

    void clean(@Observes StartupEvent event) {
        clean(folder);
    }

    /** An empty file, which the caller deletes. */
    Path newFile() throws IOException {
        Files.createDirectories(folder);
        return Files.createTempFile(folder, "code-", null);
    }

    static void clean(Path folder) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> left = Files.list(folder)) {
            for (Path file : left.filter(Files::isRegularFile).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Uploads that an earlier process left in " + folder + " cannot be deleted", e);
        }
    }
}
