package io.mltwin.compute.artifacts;

import io.mltwin.armweb.AzureException;
import io.mltwin.compute.blobs.BlobItem;
import io.mltwin.compute.blobs.WorkspaceBlobs;
import io.mltwin.compute.runs.RunLogs;
import io.mltwin.compute.snapshots.SnapshotPath;
import io.mltwin.compute.workspaces.Workspace;
import io.mltwin.encoding.UriEncoding;
import io.mltwin.platform.Addresses;
import jakarta.inject.Singleton;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Outputs and logs of runs, and what clients uploaded: the blobs below {@code
 * azureml/ExperimentRun/dcid.{runId}/} and {@code azureml/LocalUpload/{name}/} of the workspace's
 * storage account are the one truth, listed as the workspace's identity.
 *
 * <p>Deviation: content URIs point to this service and want a token; Azure gives SAS URIs.
 */
@Singleton
public class ArtifactService implements RunLogs {

    /** Container of artifacts. */
    public static final String CONTAINER = "azureml";

    private final WorkspaceBlobs blobs;
    private final Addresses addresses;

    ArtifactService(WorkspaceBlobs blobs, Addresses addresses) {
        this.blobs = blobs;
        this.addresses = addresses;
    }

    /** Prefix of a run's blobs in the container. */
    public static String prefix(String runId) {
        return ArtifactContainer.ofRun(runId).prefix();
    }

    List<ArtifactBody> list(Workspace workspace, ArtifactContainer in, String path) {
        String below =
                in.prefix()
                        + (path == null || path.isEmpty()
                                ? ""
                                : SnapshotPath.check(stripped(path)));
        return blobs.list(workspace, CONTAINER, below).stream()
                .filter(
                        blob ->
                                path == null
                                        || path.isEmpty()
                                        || path.endsWith("/")
                                        || blob.name().equals(below)
                                        || blob.name().startsWith(below + "/"))
                .map(blob -> body(in, blob))
                .toList();
    }

    ArtifactBody metadata(Workspace workspace, ArtifactContainer in, String path) {
        String name = in.prefix() + SnapshotPath.check(path);
        return blobs.list(workspace, CONTAINER, name).stream()
                .filter(blob -> blob.name().equals(name))
                .findFirst()
                .map(blob -> body(in, blob))
                .orElseThrow(() -> notFound(path));
    }

    ArtifactContentBody contentInformation(Workspace workspace, ArtifactContainer in, String path) {
        blobs.length(workspace, CONTAINER, in.prefix() + SnapshotPath.check(path))
                .orElseThrow(() -> notFound(path));
        return new ArtifactContentBody(
                uri(workspace, in, path), in.origin(), in.name(), path, Map.of());
    }

    InputStream open(Workspace workspace, ArtifactContainer in, String path) {
        return blobs.open(workspace, CONTAINER, in.prefix() + SnapshotPath.check(path))
                .orElseThrow(() -> notFound(path));
    }

    void write(
            Workspace workspace,
            ArtifactContainer in,
            String path,
            byte[] content,
            boolean overwrite) {
        String name = in.prefix() + SnapshotPath.check(path);
        if (!blobs.put(
                workspace,
                CONTAINER,
                name,
                "application/octet-stream",
                BodyPublishers.ofByteArray(content),
                !overwrite)) {
            throw new AzureException(
                    409,
                    "ArtifactExists",
                    "The artifact '" + path + "' exists; give allowOverwrite=true to replace it.");
        }
    }

    /** Length of the blob of an artifact path {@code ExperimentRun/dcid.{run}/…}. */
    Optional<Long> length(Workspace workspace, String artifactPath) {
        return blobs.length(workspace, CONTAINER, SnapshotPath.check(artifactPath));
    }

    @Override
    public Map<String, String> logFiles(Workspace workspace, String runId) {
        Map<String, String> files = new TreeMap<>();
        ArtifactContainer in = ArtifactContainer.ofRun(runId);
        for (ArtifactBody artifact : list(workspace, in, "logs/")) {
            files.put(
                    artifact.path().replaceFirst("^logs/azureml/", "azureml-logs/"),
                    uri(workspace, in, artifact.path()));
        }
        return files;
    }

    private String uri(Workspace workspace, ArtifactContainer in, String path) {
        return "https://"
                + addresses.regionHost(workspace.region())
                + "/artifact/v2.0"
                + workspace.id()
                + "/artifacts/"
                + in.prefix()
                + "content?path="
                + UriEncoding.encodeQueryValue(path);
    }

    private static ArtifactBody body(ArtifactContainer in, BlobItem blob) {
        String path = blob.name().substring(in.prefix().length());
        return new ArtifactBody(
                in.prefix() + path,
                in.origin(),
                in.name(),
                path,
                blob.etag(),
                null,
                new ArtifactBody.DataPath("workspaceartifactstore", blob.name()),
                Map.of());
    }

    private static String stripped(String path) {
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    static AzureException notFound(String path) {
        return new AzureException(404, "ArtifactNotFound", "There is no artifact '" + path + "'.");
    }
}
