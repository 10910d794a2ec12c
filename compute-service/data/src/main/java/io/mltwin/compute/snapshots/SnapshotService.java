package io.mltwin.compute.snapshots;

import static io.mltwin.armweb.AzureException.badRequest;
import static io.mltwin.armweb.AzureException.conflict;
import static io.mltwin.armweb.AzureException.notFound;

import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Json;
import io.mltwin.compute.blobs.WorkspaceBlobs;
import io.mltwin.compute.snapshots.SnapshotBody.SnapshotFile;
import io.mltwin.compute.snapshots.SnapshotEntity.SnapshotRepository;
import io.mltwin.compute.workspaces.Workspace;
import io.mltwin.encoding.BoundedReader;
import io.mltwin.encoding.Sha256;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Snapshots: immutable directories of source code in the workspace's storage account, one blob a
 * content. The files come first, then the row, which decides what the id means, then the list of
 * files; a call that broke in between is completed by its repetition.
 */
@Singleton
public record SnapshotService(SnapshotRepository repository, WorkspaceBlobs blobs, CodeFolder folders, Clock clock) {

    private static final String CONTAINER = "snapshots";

    /** 2 000 paths of 1 024 characters, a tree of as many bytes as its upload takes. */
    private static final int LARGEST_MANIFEST = 10 << 20;

    /** Container and name of the blob with a file's content. */
    public static String blobPath(SnapshotFile file) {
        return CONTAINER + "/files/" + file.sha256();
    }

    /** A stored snapshot, and whether this call made it. */
    record Created(SnapshotBody snapshot, boolean isNew) {}

    /**
     * Stores a snapshot.
     *
     * @throws AzureException 409 when one of this id has other content
     */
    Created create(Workspace workspace, String id, String parentId, SnapshotUpload upload) {
        UUID snapshotId = guid(id);
        List<SnapshotFile> parent = parentId == null || parentId.isEmpty()
                ? List.of()
                : require(workspace, parentId).files();
        List<SnapshotFile> files = SnapshotTree.merge(parent, upload.files(), upload.dirTree());
        SnapshotLimits.require(files);
        Map<String, String> tags = upload.texts("tags");
        Map<String, String> properties = upload.texts("properties");
        Optional<SnapshotEntity> existing = repository.find(workspace.workspaceId(), snapshotId);
        if (existing.isEmpty()) {
            for (SnapshotFile file : upload.files()) {
                store(workspace, file, upload.content(file));
            }
        }
        boolean isNew = existing.isEmpty()
                && repository.addIfAbsent(entity(
                        workspace, snapshotId, parentId == null || parentId.isEmpty() ? null : guid(parentId), files));
        SnapshotEntity stored =
                repository.find(workspace.workspaceId(), snapshotId).orElseThrow();
        return new Created(finish(workspace, stored, files, tags, properties), isNew);
    }

    /**
     * The snapshot of the code that lies in a folder of the workspace's storage account, taken when
     * it is asked for first: what becomes of the folder afterwards changes no run.
     *
     * @throws AzureException 400 for a folder that is empty or larger than Azure ML takes
     */
    public SnapshotBody requireOfFolder(Workspace workspace, UUID id, String container, String folder) {
        return requireWhole(
                workspace,
                id,
                () -> SnapshotTree.merge(List.of(), folders.store(workspace, container, folder, CONTAINER), null));
    }

    /**
     * The snapshot of code that this service has itself, stored in the workspace when it is asked
     * for first. The content decides the id.
     *
     * @param content by path
     */
    public SnapshotBody requireOfContent(Workspace workspace, Map<String, byte[]> content) {
        return requireOfContent(workspace, content, List.of());
    }

    /**
     * The same with files that other snapshots of the workspace have.
     *
     * @param others at paths that none of the content has
     */
    public SnapshotBody requireOfContent(Workspace workspace, Map<String, byte[]> content, List<SnapshotFile> others) {
        List<SnapshotFile> own = new ArrayList<>();
        new TreeMap<>(content)
                .forEach((path, bytes) -> own.add(new SnapshotFile(path, Sha256.hex(bytes), bytes.length)));
        List<SnapshotFile> files = new ArrayList<>(own);
        files.addAll(others);
        files.sort(Comparator.comparing(SnapshotFile::path));
        UUID id = UUID.nameUUIDFromBytes(SnapshotTree.digest(files).getBytes(StandardCharsets.US_ASCII));
        return requireWhole(workspace, id, () -> {
            for (SnapshotFile file : own) {
                blobs.put(
                        workspace,
                        CONTAINER,
                        "files/" + file.sha256(),
                        "application/octet-stream",
                        BodyPublishers.ofByteArray(content.get(file.path())),
                        true);
            }
            return files;
        });
    }

    /** Returns a snapshot, which is stored first unless it is there with its list of files. */
    private SnapshotBody requireWhole(Workspace workspace, UUID id, Supplier<List<SnapshotFile>> store) {
        Optional<SnapshotEntity> existing = repository.find(workspace.workspaceId(), id);
        boolean isWhole = existing.isPresent()
                && blobs.length(workspace, CONTAINER, manifest(existing.get())).isPresent();
        if (isWhole) {
            return read(workspace, existing.get());
        }
        List<SnapshotFile> files = store.get();
        repository.addIfAbsent(entity(workspace, id, null, files));
        SnapshotEntity stored = repository.find(workspace.workspaceId(), id).orElseThrow();
        return finish(workspace, stored, files, Map.of(), Map.of());
    }

    private SnapshotEntity entity(Workspace workspace, UUID id, UUID parentId, List<SnapshotFile> files) {
        SnapshotEntity entity = new SnapshotEntity();
        entity.workspaceId = workspace.workspaceId();
        entity.snapshotId = id;
        entity.parentSnapshotId = parentId;
        entity.created = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        entity.digest = SnapshotTree.digest(files);
        entity.fileCount = files.size();
        entity.totalBytes = files.stream().mapToLong(SnapshotFile::size).sum();
        return entity;
    }

    /** The row decides which content an id has; then the list of files is written, once. */
    private SnapshotBody finish(
            Workspace workspace,
            SnapshotEntity stored,
            List<SnapshotFile> files,
            Map<String, String> tags,
            Map<String, String> properties) {
        String digest = SnapshotTree.digest(files);
        if (!stored.digest.equals(digest)) {
            throw conflict(
                    "SnapshotExists",
                    "The snapshot '%s' exists with other content and cannot be changed.",
                    stored.snapshotId);
        }
        SnapshotBody body = new SnapshotBody(
                stored.snapshotId.toString(),
                stored.parentSnapshotId == null ? null : stored.parentSnapshotId.toString(),
                stored.created,
                stored.totalBytes,
                stored.fileCount,
                digest,
                tags,
                properties,
                files);
        blobs.put(
                workspace,
                CONTAINER,
                manifest(stored),
                "application/json",
                BodyPublishers.ofByteArray(Json.bytes(body)),
                true);
        return read(workspace, stored);
    }

    /** The snapshot, or empty for an unknown id. */
    public Optional<SnapshotBody> find(Workspace workspace, String id) {
        return repository.find(workspace.workspaceId(), guid(id)).map(entity -> read(workspace, entity));
    }

    /** The snapshot, or 404. */
    public SnapshotBody require(Workspace workspace, String id) {
        return find(workspace, id)
                .orElseThrow(
                        () -> notFound("SnapshotNotFound", "The snapshot '%s' was not found in this workspace.", id));
    }

    /** The content of one file. */
    InputStream open(Workspace workspace, SnapshotBody snapshot, String path) {
        SnapshotFile file = snapshot.files().stream()
                .filter(f -> f.path().equals(path))
                .findFirst()
                .orElseThrow(() -> notFound("FileNotFound", "The snapshot has no file '%s'.", path));
        return open(workspace, file);
    }

    /** Writes all files as a zip archive. */
    InputStream zip(Workspace workspace, SnapshotBody snapshot) {
        return new ZipStream(snapshot.files().stream()
                .map(file -> new ZipStream.Entry(file.path(), snapshot.createdTime(), () -> open(workspace, file)))
                .toList());
    }

    /** The content of a file of a run's code. */
    public InputStream open(Workspace workspace, SnapshotFile file) {
        return blobs.open(workspace, CONTAINER, "files/" + file.sha256())
                .orElseThrow(() -> missing("The content of '" + file.path() + "'"));
    }

    private SnapshotBody read(Workspace workspace, SnapshotEntity entity) {
        try (InputStream in = blobs.open(workspace, CONTAINER, manifest(entity))
                .orElseThrow(() -> missing("The list of files of snapshot '" + entity.snapshotId + "'"))) {
            SnapshotBody body =
                    Json.read(BoundedReader.readAll(in, LARGEST_MANIFEST, "It is too large"), SnapshotBody.class);
            if (!SnapshotTree.digest(body.files()).equals(entity.digest)) {
                throw new AzureException(
                        500, "SnapshotDamaged", "The list of files of snapshot '%s' was altered.", entity.snapshotId);
            }
            return body;
        } catch (IOException e) {
            AzureException broken = new AzureException(
                    503,
                    "AzureStorageError",
                    "The workspace's storage account broke its answer off; repeat the request.");
            broken.initCause(e);
            throw broken;
        }
    }

    private static String manifest(SnapshotEntity entity) {
        return "manifests/" + entity.snapshotId + ".json";
    }

    private void store(Workspace workspace, SnapshotFile file, Path content) {
        try {
            blobs.put(
                    workspace,
                    CONTAINER,
                    "files/" + file.sha256(),
                    "application/octet-stream",
                    BodyPublishers.ofFile(content),
                    true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static UUID guid(String id) {
        if (!id.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")) {
            throw badRequest("InvalidSnapshotId", "The snapshot id '%s' is no GUID.", id);
        }
        return UUID.fromString(id);
    }

    private static AzureException missing(String what) {
        return new AzureException(502, "AzureStorageError", what + " is missing in the workspace's storage account.");
    }
}
