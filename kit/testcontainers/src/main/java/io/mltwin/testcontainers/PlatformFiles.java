package io.mltwin.testcontainers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Copies of what a client reads of a platform's data folder, in a temporary folder that only this user enters, until
 * they are deleted or this JVM ends.
 */
final class PlatformFiles {
    private static final List<String> READ =
            List.of("settings.json", "trust/ca.pem", "private/operator/credentials.json");

    private final Path folder;
    private final Thread atEnd = new Thread(this::deleteAll, "mltwin-platform-files");

    private PlatformFiles(Path folder) {
        this.folder = folder;
    }

    /** Copies one file, which is named relative to the data folder. */
    interface Source {
        void copy(String file, Path to);
    }

    /**
     * Copies the files; nothing stays when one of them cannot be copied.
     *
     * @throws RuntimeException that of the source
     */
    static PlatformFiles from(Source source) {
        PlatformFiles files = new PlatformFiles(newFolder());
        Runtime.getRuntime().addShutdownHook(files.atEnd);
        try {
            // where those who use the platform together or alone take turns
            Files.createDirectory(files.folder.resolve("run"));
            for (String file : READ) {
                Path copy = files.folder.resolve(file);
                Files.createDirectories(copy.getParent());
                source.copy(file, copy);
            }
            return files;
        } catch (IOException e) {
            files.delete();
            throw new UncheckedIOException("The files of the platform cannot be copied: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            files.delete();
            throw e;
        }
    }

    private static Path newFolder() {
        try {
            return Files.createTempDirectory("mltwin-container-");
        } catch (IOException e) {
            throw new UncheckedIOException("No temporary folder can be made: " + e.getMessage(), e);
        }
    }

    Path folder() {
        return folder;
    }

    void delete() {
        Runtime.getRuntime().removeShutdownHook(atEnd);
        deleteAll();
    }

    private void deleteAll() {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The folder " + folder + " cannot be deleted: " + e.getMessage(), e);
        }
    }
}
