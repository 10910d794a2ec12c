package io.mltwin.platform.reset;

import static io.mltwin.armweb.AzureException.badRequestIf;
import static io.mltwin.armweb.AzureException.conflictIf;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.AzureException;
import io.mltwin.encoding.Sha256;
import io.mltwin.platform.PlatformConfig;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * This service's parts of snapshots: archives {@code snapshots/NAME.zip} in its data folder, which a reset keeps. One
 * that is being written or brought is a file of another ending.
 */
@Singleton
class SnapshotFiles {

    /** Goes up when an archive is written in another way. */
    private static final int FORMAT = 1;

    private static final String DESCRIPTION = "snapshot.json";
    private static final String FILES = "files/";
    private static final String WHOLE = ".zip";
    private static final String PARTIAL = ".part";
    private static final int MOST_BYTES = 1 << 20;
    private static final LocalDateTime NO_TIME = LocalDateTime.of(2000, 1, 1, 0, 0);

    private final Path folder;
    private final PlatformConfig config;
    private final TableCopy tables;
    private final ObjectMapper json;

    @Inject
    SnapshotFiles(PlatformConfig config, TableCopy tables, ObjectMapper json) {
        this.folder = config.dataDir().resolve("snapshots");
        this.config = config;
        this.tables = tables;
        this.json = json;
    }

    /**
     * What an archive says of itself.
     *
     * @param id the same in the archives of all services
     * @param schema what the tables were made by
     * @param keys fingerprint of the root keys under which the rows and files are encrypted
     * @param stores as {@link Resettable#stores} told them
     */
    record Description(
            int format,
            String id,
            String service,
            String base,
            int portBase,
            String schema,
            String keys,
            long offsetSeconds,
            List<String> stores) {}

    /**
     * An archive that is there.
     *
     * @param refusal why it cannot be loaded here; null when it can
     */
    public record SnapshotBody(String name, String id, long bytes, long savedAt, String refusal) {}

    static ZipEntry entry(String name) {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(NO_TIME);
        return entry;
    }

    void save(String name, String id, long offsetSeconds, List<Resettable> parts) throws IOException, SQLException {
        Path draft = file(name, PARTIAL);
        Files.createDirectories(folder);
        List<String> stores =
                parts.stream().flatMap(part -> part.stores().stream()).sorted().toList();
        try (FileOutputStream file = new FileOutputStream(draft.toFile());
                ZipOutputStream archive = new ZipOutputStream(file)) {
            archive.setLevel(Deflater.BEST_SPEED);
            archive.putNextEntry(entry(DESCRIPTION));
            archive.write(json.writeValueAsBytes(new Description(
                    FORMAT,
                    id,
                    config.service(),
                    config.base(),
                    config.portBase(),
                    tables.schema(),
                    keys(),
                    offsetSeconds,
                    stores)));
            tables.save(archive);
            for (Resettable part : parts) {
                if (part.files() != null) {
                    copyIn(part.files(), archive);
                }
            }
            archive.finish();
            file.getFD().sync();
        }
        Files.move(draft, file(name, WHOLE), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void copyIn(Path from, ZipOutputStream archive) throws IOException {
        for (Path file : regularFiles(from)) {
            archive.putNextEntry(entry(FILES + from.getFileName() + "/" + from.relativize(file)));
            try {
                Files.copy(file, archive);
            } catch (NoSuchFileException deleted) {
                // by a request that was not waited for any longer: no row names it
                continue;
            }
        }
    }

    private static List<Path> regularFiles(Path root) throws IOException {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /** Brings the files of an archive back into folders that were deleted. */
    static void copyOut(ZipFile archive, List<Resettable> parts) throws IOException {
        for (Resettable part : parts) {
            if (part.files() == null) {
                continue;
            }
            Path root = part.files().toAbsolutePath().normalize();
            String prefix = FILES + root.getFileName() + "/";
            for (ZipEntry entry : archive.stream()
                    .filter(one -> one.getName().startsWith(prefix))
                    .toList()) {
                Path file =
                        root.resolve(entry.getName().substring(prefix.length())).normalize();
                if (!file.startsWith(root)) {
                    throw new IOException("The archive names a file outside of its folder: " + entry.getName());
                }
                Files.createDirectories(file.getParent());
                try (InputStream content = archive.getInputStream(entry);
                        OutputStream out = Files.newOutputStream(file)) {
                    content.transferTo(out);
                }
            }
        }
    }

    List<SnapshotBody> list() throws IOException, SQLException {
        List<SnapshotBody> all = new ArrayList<>();
        for (Path file : regularFiles(folder)) {
            String name = file.getFileName().toString();
            if (name.endsWith(WHOLE)) {
                all.add(describe(file, name.substring(0, name.length() - WHOLE.length())));
            }
        }
        return all;
    }

    private SnapshotBody describe(Path file, String name) throws IOException, SQLException {
        String id = null;
        String refusal;
        try (ZipFile archive = new ZipFile(file.toFile())) {
            Description description = description(archive);
            id = description.id();
            refusal = refusal(description);
        } catch (IOException broken) {
            refusal = "its archive cannot be read";
        }
        return new SnapshotBody(
                name, id, Files.size(file), Files.getLastModifiedTime(file).toMillis(), refusal);
    }

    private Description description(ZipFile archive) throws IOException {
        ZipEntry entry = archive.getEntry(DESCRIPTION);
        if (entry == null) {
            throw new IOException("It describes nothing.");
        }
        try (InputStream content = archive.getInputStream(entry)) {
            return json.readValue(content, Description.class);
        }
    }

    private String keys() throws IOException {
        Path file = config.privateDir().resolve("root-keys.json");
        return Files.exists(file) ? Sha256.hex(Files.readAllBytes(file)) : "";
    }

    private String refusal(Description saved) throws IOException, SQLException {
        if (saved.format() != FORMAT || !saved.schema().equals(tables.schema())) {
            return "it was saved by another version of mltwin, whose tables differ";
        }
        if (!saved.service().equals(config.service())) {
            return "it holds the data of " + saved.service();
        }
        if (!saved.keys().equals(keys())) {
            return "it is encrypted under the keys of another platform";
        }
        return saved.base().equals(config.base()) && saved.portBase() == config.portBase()
                ? null
                : "it was saved under " + saved.base() + " with ports from " + saved.portBase()
                        + ", and addresses are stored: start a platform with --base " + saved.base() + " --port-base "
                        + saved.portBase();
    }

    /** An archive that may be loaded. */
    record OpenSnapshot(ZipFile archive, Description description) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            archive.close();
        }
    }

    /**
     * Opens an archive.
     *
     * @throws AzureException 409 when it cannot be loaded here
     */
    OpenSnapshot open(String name) throws IOException, SQLException {
        ZipFile archive = new ZipFile(existing(name).toFile());
        try {
            Description description = description(archive);
            String refusal = refusal(description);
            conflictIf(
                    refusal != null, "SnapshotNotLoadable", "The snapshot '%s' cannot be loaded: %s.", name, refusal);
            return new OpenSnapshot(archive, description);
        } catch (IOException | SQLException | RuntimeException e) {
            archive.close();
            throw e;
        }
    }

    void delete(String name) throws IOException {
        Files.deleteIfExists(file(name, WHOLE));
        Files.deleteIfExists(file(name, PARTIAL));
    }

    /** Returns the bytes from a place on, at most a mebibyte; none at the end. */
    byte[] read(String name, long offset) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(existing(name).toFile(), "r")) {
            byte[] content = new byte[(int) Math.max(0, Math.min(MOST_BYTES, file.length() - offset))];
            file.seek(offset);
            file.readFully(content);
            return content;
        }
    }

    /** Adds to an archive that is brought here; nothing that is brought ends it, which then has its name. */
    void write(String name, long offset, byte[] content) throws IOException {
        Path draft = file(name, PARTIAL);
        Files.createDirectories(folder);
        if (content.length == 0) {
            Files.move(draft, file(name, WHOLE), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return;
        }
        try (RandomAccessFile file = new RandomAccessFile(draft.toFile(), "rw")) {
            conflictIf(offset > file.length(), "SnapshotIncomplete", "Bring the archive from its begin.");
            file.setLength(offset);
            file.seek(offset);
            file.write(content);
        }
    }

    private Path existing(String name) {
        Path file = file(name, WHOLE);
        if (!Files.exists(file)) {
            throw AzureException.notFound("SnapshotNotFound", "There is no snapshot '%s'.", name);
        }
        return file;
    }

    private Path file(String name, String ending) {
        badRequestIf(
                name == null || !name.matches("[A-Za-z0-9][A-Za-z0-9_-]{0,62}"),
                "InvalidSnapshotName",
                "A snapshot's name has 1 to 63 letters, digits, '-' and '_', and begins with a letter or a digit.");
        return folder.resolve(name + ending);
    }
}
