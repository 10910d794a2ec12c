package io.mltwin.compute.artifacts;

import static io.mltwin.armweb.AzureException.conflict;
import static io.mltwin.encoding.Absence.isEmpty;

import io.mltwin.armweb.AzureException;
import io.mltwin.compute.artifacts.ArtifactBody.ArtifactContentBody;
import io.mltwin.compute.blobs.WorkspaceBlobs;
import io.mltwin.compute.blobs.WorkspaceBlobs.BlobItem;
import io.mltwin.compute.datastores.BlobAddresses;
import io.mltwin.compute.datastores.BlobAddresses.Permission;
import io.mltwin.compute.datastores.BlobAddresses.Signer;
import io.mltwin.compute.queries.PageBody;
import io.mltwin.compute.queries.QueryBody;
import io.mltwin.compute.runs.RunLogs;
import io.mltwin.compute.snapshots.SnapshotPath;
import io.mltwin.compute.workspaces.Workspace;
import jakarta.inject.Singleton;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jboss.logging.Logger;

/**
 * Outputs and logs of runs, and what clients uploaded: the blobs below {@code
 * azureml/ExperimentRun/dcid.{runId}/} and {@code azureml/LocalUpload/{name}/} of the workspace's
 * storage account are the one truth, listed as the workspace's identity. Who may read them gets
 * signed addresses, which open the blobs themselves.
 */
@Singleton
public record ArtifactService(WorkspaceBlobs blobs, BlobAddresses addresses) implements RunLogs {

    /** Container of artifacts. */
    public static final String CONTAINER = "azureml";

    private static final List<String> LOGS = List.of("logs/", "system_logs/", "user_logs/");

    private static final int PAGE = 500;

    private static final Logger LOG = Logger.getLogger(ArtifactService.class);

    /** Prefix of a run's blobs in the container. */
    public static String prefix(String runId) {
        return ArtifactContainer.ofRun(runId).prefix();
    }

    /**
     * Lists artifacts by their names.
     *
     * @param path of a file, or of a folder with all below it; null or empty for all of them
     */
    List<ArtifactBody> list(Workspace workspace, ArtifactContainer in, String path) {
        if (isEmpty(path)) {
            return blobs.list(workspace, CONTAINER, in.prefix()).stream()
                    .map(blob -> body(in, blob))
                    .toList();
        }
        boolean isFolder = path.endsWith("/");
        String name = in.prefix() + SnapshotPath.check(isFolder ? path.substring(0, path.length() - 1) : path);
        return blobs.list(workspace, CONTAINER, isFolder ? name + "/" : name).stream()
                .filter(blob -> blob.name().equals(name) || blob.name().startsWith(name + "/"))
                .map(blob -> body(in, blob))
                .toList();
    }

    /** Returns a page of the artifacts that {@link #list} finds. */
    PageBody<ArtifactBody> page(Workspace workspace, ArtifactContainer in, String path, String continuationToken) {
        return PageBody.of(list(workspace, in, path), new QueryBody(null, continuationToken, null, PAGE));
    }

    /** Returns where the artifacts of such a page lie. */
    PageBody<ArtifactContentBody> informationPage(
            Workspace workspace, ArtifactContainer in, String path, String continuationToken, boolean signed) {
        PageBody<ArtifactBody> page = page(workspace, in, path, continuationToken);
        List<ArtifactId> ids = page.value().stream()
                .map(found -> new ArtifactId(in, found.path()))
                .toList();
        return new PageBody<>(information(workspace, ids, signed), page.continuationToken(), null);
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
        requireExists(workspace, in, path);
        return information(workspace, List.of(new ArtifactId(in, path)), true).get(0);
    }

    /** Returns where an artifact lies, without what opens it. */
    ArtifactContentBody storageInformation(Workspace workspace, ArtifactContainer in, String path) {
        requireExists(workspace, in, path);
        return information(workspace, List.of(new ArtifactId(in, path)), false).get(0);
    }

    /**
     * Returns where artifacts lie that are there.
     *
     * @param signed whether the addresses open them, by one reading of the key
     */
    List<ArtifactContentBody> information(Workspace workspace, List<ArtifactId> ids, boolean signed) {
        if (!signed || ids.isEmpty()) {
            return ids.stream()
                    .map(id -> id.at(addresses.of(workspace, CONTAINER, id.toString())))
                    .toList();
        }
        Signer signer = addresses.signer(workspace);
        return ids.stream()
                .map(id -> id.at(signer.sign(CONTAINER, id.toString(), Permission.READ)))
                .toList();
    }

    /** Returns an address to which a client writes the artifact itself, new or in its place. */
    ArtifactContentBody writableInformation(Workspace workspace, ArtifactContainer in, String path) {
        ArtifactId id = new ArtifactId(in, SnapshotPath.check(path));
        return id.at(addresses.signer(workspace).sign(CONTAINER, id.toString(), Permission.WRITE));
    }

    private void requireExists(Workspace workspace, ArtifactContainer in, String path) {
        blobs.length(workspace, CONTAINER, in.prefix() + SnapshotPath.check(path))
                .orElseThrow(() -> notFound(path));
    }

    InputStream open(Workspace workspace, ArtifactContainer in, String path) {
        return blobs.open(workspace, CONTAINER, in.prefix() + SnapshotPath.check(path))
                .orElseThrow(() -> notFound(path));
    }

    void write(Workspace workspace, ArtifactContainer in, String path, byte[] content, boolean overwrite) {
        String name = in.prefix() + SnapshotPath.check(path);
        if (!blobs.put(
                workspace,
                CONTAINER,
                name,
                "application/octet-stream",
                BodyPublishers.ofByteArray(content),
                !overwrite)) {
            throw conflict("ArtifactExists", "The artifact '%s' exists; give allowOverwrite=true to replace it.", path);
        }
    }

    /** Length of the blob of an artifact path {@code ExperimentRun/dcid.{run}/…}. */
    Optional<Long> length(Workspace workspace, String artifactPath) {
        return blobs.length(workspace, CONTAINER, SnapshotPath.check(artifactPath));
    }

    @Override
    public Map<String, String> logFiles(Workspace workspace, String runId) {
        ArtifactContainer in = ArtifactContainer.ofRun(runId);
        List<ArtifactId> logs = LOGS.stream()
                .flatMap(folder -> list(workspace, in, folder).stream())
                .map(log -> new ArtifactId(in, log.path()))
                .toList();
        Map<String, String> files = new TreeMap<>();
        logInformation(workspace, logs)
                .forEach(
                        log -> files.put(log.path().replaceFirst("^logs/azureml/", "azureml-logs/"), log.contentUri()));
        return files;
    }

    /**
     * While the vault does not give the key, a run can be read all the same: its logs want a token.
     */
    private List<ArtifactContentBody> logInformation(Workspace workspace, List<ArtifactId> logs) {
        try {
            return information(workspace, logs, true);
        } catch (AzureException noKey) {
            LOG.warnf("The addresses of logs in %s are not signed: %s", workspace.name(), noKey.getMessage());
            return information(workspace, logs, false);
        }
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

    static AzureException notFound(String path) {
        return AzureException.notFound("ArtifactNotFound", "There is no artifact '%s'.", path);
    }
}
