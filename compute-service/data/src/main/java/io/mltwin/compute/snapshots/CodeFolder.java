package io.mltwin.compute.snapshots;

import static io.mltwin.armweb.AzureException.badRequestIf;

import io.mltwin.compute.blobs.WorkspaceBlobs;
import io.mltwin.compute.blobs.WorkspaceBlobs.BlobItem;
import io.mltwin.compute.snapshots.SnapshotBody.SnapshotFile;
import io.mltwin.compute.workspaces.Workspace;
import io.mltwin.encoding.Sha256;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Code that a client uploaded into a folder of the workspace's storage account. Its files are
 * stored by their content; a content that is there already, of this code or another, is not stored
 * again.
 */
@Singleton
record CodeFolder(WorkspaceBlobs blobs, UploadFolder uploads) {

    /**
     * Stores the files of a folder.
     *
     * @param folder in the container, or one blob; empty for all of the container
     * @param target the container of snapshots
     */
    List<SnapshotFile> store(Workspace workspace, String container, String folder, String target) {
        String prefix = folder.replaceAll("/+$", "");
        List<BlobItem> items = blobs.list(workspace, container, prefix).stream()
                .filter(item -> isIn(prefix, item.name()))
                .toList();
        SnapshotLimits.require(
                items.size(), items.stream().mapToLong(BlobItem::length).sum());
        badRequestIf(
                items.isEmpty(),
                "UserError",
                "The code cannot be read: there is nothing at '%s/%s' in the workspace's storage account.",
                container,
                prefix);
        List<SnapshotFile> files = new ArrayList<>();
        for (BlobItem item : items) {
            files.add(store(workspace, container, item.name(), path(prefix, item.name()), target));
        }
        SnapshotLimits.require(files);
        return files;
    }

    /** A name that ends with a slash stands for a folder. */
    static boolean isIn(String folder, String name) {
        return !name.endsWith("/") && (folder.isEmpty() || name.equals(folder) || name.startsWith(folder + "/"));
    }

    static String path(String folder, String name) {
        String path = name.equals(folder)
                ? name.substring(name.lastIndexOf('/') + 1)
                : folder.isEmpty() ? name : name.substring(folder.length() + 1);
        return SnapshotPath.check(path);
    }

    private SnapshotFile store(Workspace workspace, String container, String name, String path, String target) {
        try {
            Path copy = uploads.newFile();
            try (InputStream in = blobs.open(workspace, container, name)
                            .orElseThrow(() -> new IOException(name + " is gone"));
                    DigestOutputStream out = new DigestOutputStream(Files.newOutputStream(copy), Sha256.newDigest())) {
                long size = copy(in, out);
                String sha256 = HexFormat.of().formatHex(out.getMessageDigest().digest());
                SnapshotFile file = new SnapshotFile(path, sha256, size);
                String content = "files/" + sha256;
                if (blobs.length(workspace, target, content).isEmpty()) {
                    blobs.put(
                            workspace, target, content, "application/octet-stream", BodyPublishers.ofFile(copy), true);
                }
                return file;
            } finally {
                Files.deleteIfExists(copy);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The code cannot be copied", e);
        }
    }

    /** A blob that has grown since it was listed fills no disk. */
    private static long copy(InputStream in, OutputStream out) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long size = 0;
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            size += read;
            SnapshotLimits.require(1, size);
            out.write(buffer, 0, read);
        }
        out.flush();
        return size;
    }
}
