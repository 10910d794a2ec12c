package io.mltwin.compute.artifacts;

import io.mltwin.compute.blobs.WorkspaceBlobs;
import io.mltwin.compute.blobs.WorkspaceBlobs.BlobItem;
import io.mltwin.compute.snapshots.SnapshotPath;
import io.mltwin.compute.workspaces.Workspace;
import jakarta.inject.Singleton;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The artifacts of a run as a tree of folders and files. */
@Singleton
public record RunArtifacts(ArtifactService artifacts, WorkspaceBlobs blobs) {

    /**
     * A file, or a folder that has files in it.
     *
     * @param name in the folder that was listed
     * @param length null for a folder
     */
    public record Entry(String name, Long length) {}

    /**
     * Lists the files and folders directly in a folder.
     *
     * @param folder empty for the run's own; a file or what is not there has nothing in it
     */
    public List<Entry> list(Workspace workspace, String runId, String folder) {
        String prefix = ArtifactService.prefix(runId);
        if (!folder.isEmpty()) {
            prefix += SnapshotPath.check(folder) + "/";
        }
        Map<String, Entry> entries = new TreeMap<>();
        for (BlobItem blob : blobs.list(workspace, ArtifactService.CONTAINER, prefix)) {
            String name = blob.name().substring(prefix.length());
            int slash = name.indexOf('/');
            String entry = slash < 0 ? name : name.substring(0, slash);
            entries.put(entry, new Entry(entry, slash < 0 ? blob.length() : null));
        }
        return new ArrayList<>(entries.values());
    }

    public InputStream open(Workspace workspace, String runId, String path) {
        return artifacts.open(workspace, ArtifactContainer.ofRun(runId), path);
    }

    /** Stores a file, also in the place of one that is there. */
    public void write(Workspace workspace, String runId, String path, byte[] content) {
        artifacts.write(workspace, ArtifactContainer.ofRun(runId), path, content, true);
    }

    /** Deletes a file, or a folder with all that is in it. */
    public void delete(Workspace workspace, String runId, String path) {
        String name = ArtifactService.prefix(runId) + SnapshotPath.check(path);
        List<BlobItem> found = blobs.list(workspace, ArtifactService.CONTAINER, name).stream()
                .filter(blob -> blob.name().equals(name) || blob.name().startsWith(name + "/"))
                .toList();
        if (found.isEmpty()) {
            throw ArtifactService.notFound(path);
        }
        found.forEach(blob -> blobs.delete(workspace, ArtifactService.CONTAINER, blob.name()));
    }
}
