package io.mltwin.local.layout;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where a platform keeps everything: keys and certificates, databases, topics, blobs, logs and the
 * pids of its processes.
 */
public record DataFolder(Path root) {
    private static final Set<PosixFilePermission> OWNER_ONLY_FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> OWNER_ONLY_FILE = PosixFilePermissions.fromString("rw-------");
    private static final int DELETIONS = 20;
    private static final long DELETION_PAUSE_MILLIS = 250;

    public DataFolder {
        root = root.toAbsolutePath().normalize();
    }

    /** Public: the CA's certificate and the principals. */
    public Path trust() {
        return root.resolve("trust");
    }

    public Path caCertificate() {
        return trust().resolve("ca.pem");
    }

    public Path principals() {
        return trust().resolve("principals.json");
    }

    /** Returns the CA's key: given to no service. */
    public Path authority() {
        return root.resolve("ca");
    }

    /** One private folder per part, for its eyes only. */
    public Path privateOf(String part) {
        return root.resolve("private").resolve(part);
    }

    public Path operatorCredentials() {
        return privateOf("operator").resolve("credentials.json");
    }

    /** Returns a part's own files. */
    public Path dataOf(String part) {
        return root.resolve("data").resolve(part);
    }

    public Path logs() {
        return root.resolve("logs");
    }

    /** Returns where the logs of an ephemeral folder lie after it failed: next to it. */
    public Path keptLogs() {
        return root.resolveSibling(root.getFileName() + "-logs");
    }

    public Path log(String part) {
        return logs().resolve(part + ".log");
    }

    /** Diagrams of the flows that the demo played. */
    public Path flows() {
        return root.resolve("flows");
    }

    /** Pid files, the lock and what is known of the running platform. */
    public Path run() {
        return root.resolve("run");
    }

    public Path pid(String part) {
        return run().resolve(part + ".pid");
    }

    public Path settings() {
        return root.resolve("settings.json");
    }

    /**
     * Makes the folders that a start needs, each readable by its owner only, except the public
     * ones.
     */
    public void create() throws IOException {
        Files.createDirectories(root);
        Files.createDirectories(trust());
        for (Path folder : new Path[] {authority(), root.resolve("private"), root.resolve("data"), logs(), run()}) {
            createPrivate(folder);
        }
    }

    /**
     * Moves the logs next to the folder, which is about to be deleted.
     *
     * @return where they are now
     */
    public Path keepLogs() throws IOException {
        delete(keptLogs());
        return Files.move(logs(), keptLogs());
    }

    /** Deletes the folder with all that is in it. */
    public void delete() throws IOException {
        delete(root);
    }

    /** Deletes a folder with all that is in it; a process that is just ending may still write there meanwhile. */
    public static void delete(Path all) throws IOException {
        for (int attempt = 1; Files.exists(all); attempt++) {
            try {
                deleteOnce(all);
            } catch (IOException | UncheckedIOException e) {
                if (attempt == DELETIONS) {
                    throw new IOException("The folder " + all + " cannot be deleted: " + e, e);
                }
                pause();
            }
        }
    }

    private static void deleteOnce(Path all) throws IOException {
        try (Stream<Path> files = Files.walk(all)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(DELETION_PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("It was interrupted while a folder was deleted.");
        }
    }

    public static void createPrivate(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, OWNER_ONLY_FOLDER);
    }

    /** Writes a file whole or not at all, readable by its owner only. */
    public static void writePrivate(Path file, String content) throws IOException {
        write(file, content, OWNER_ONLY_FILE);
    }

    /** Writes a file whole or not at all, readable by everyone. */
    public static void writePublic(Path file, String content) throws IOException {
        write(file, content, PosixFilePermissions.fromString("rw-r--r--"));
    }

    private static void write(Path file, String content, Set<PosixFilePermission> permissions) throws IOException {
        Path draft = Files.createTempFile(
                file.getParent(),
                file.getFileName().toString(),
                ".new",
                PosixFilePermissions.asFileAttribute(OWNER_ONLY_FILE));
        try {
            Files.writeString(draft, content);
            Files.setPosixFilePermissions(draft, permissions);
            force(draft, StandardOpenOption.WRITE);
            Files.move(
                    draft,
                    file,
                    java.nio.file.StandardCopyOption.ATOMIC_MOVE,
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            force(file.getParent(), StandardOpenOption.READ);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /**
     * On the disk when it returns: a key that data was encrypted under must outlive a power cut.
     */
    private static void force(Path file, StandardOpenOption mode) throws IOException {
        try (FileChannel channel = FileChannel.open(file, mode)) {
            channel.force(true);
        }
    }
}
