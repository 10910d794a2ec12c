package io.mltwin.console.runs;

import io.mltwin.access.ServiceAnswer;
import io.mltwin.armweb.AzureException;
import io.mltwin.console.azure.AzureClient;
import io.mltwin.console.azure.AzureHost;
import io.mltwin.console.azure.AzureHosts;
import io.mltwin.console.ml.MlWorkspace;
import io.mltwin.encoding.UriEncoding;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Reads what runs have left: logs, outputs, images, and the snapshot of their code. */
@Singleton
record RunFiles(AzureClient azure, AzureHosts hosts) {

    private static final String ARTIFACTS = "artifact/v2.0";
    private static final String CONTENT = "content/v1.0";
    private static final int MOST_PAGES = 4;

    record Artifact(String path) {}

    record Artifacts(List<Artifact> value, String continuationToken) {}

    record Location(String contentUri) {
        @Override
        public String toString() {
            return "location of an artifact";
        }
    }

    public record SnapshotFile(String path, String sha256, long size) {}

    public record Snapshot(
            String id, Instant createdTime, long totalSize, int fileCount, String digest, List<SnapshotFile> files) {}

    /** Returns the paths of a run's artifacts, the first thousand or so. */
    List<String> artifacts(MlWorkspace workspace, String runId) {
        List<String> paths = new ArrayList<>();
        String token = null;
        for (int page = 0; page < MOST_PAGES; page++) {
            String query = token == null ? "" : "?continuationToken=" + UriEncoding.encodeQueryValue(token);
            Artifacts found = azure.get(host(workspace), workspace.path(ARTIFACTS, container(runId) + query))
                    .as(Artifacts.class);
            found.value().forEach(artifact -> paths.add(artifact.path()));
            token = found.continuationToken();
            if (token == null) {
                break;
            }
        }
        return paths;
    }

    /** Returns the content of an artifact. */
    byte[] content(MlWorkspace workspace, String runId, String path) {
        return read(workspace, runId, path).body();
    }

    /** Returns a log; an empty text before its first line was stored. */
    String log(MlWorkspace workspace, String runId, String path) {
        try {
            return new String(content(workspace, runId, path), StandardCharsets.UTF_8);
        } catch (AzureException error) {
            if (error.status() == 404) {
                return "";
            }
            throw error;
        }
    }

    /** Returns an address that opens one artifact for an hour without another credential. */
    String location(MlWorkspace workspace, String runId, String path) {
        return azure.get(
                        host(workspace),
                        workspace.path(ARTIFACTS, container(runId) + "/contentinfo?path=" + query(path)))
                .as(Location.class)
                .contentUri();
    }

    Snapshot snapshot(MlWorkspace workspace, String snapshotId) {
        return azure.get(
                        host(workspace),
                        workspace.path(
                                CONTENT, "/snapshots/" + UriEncoding.encodePathSegment(snapshotId) + "/metadata"))
                .as(Snapshot.class);
    }

    private ServiceAnswer read(MlWorkspace workspace, String runId, String path) {
        return azure.get(host(workspace), workspace.path(ARTIFACTS, container(runId) + "/content?path=" + query(path)));
    }

    private AzureHost host(MlWorkspace workspace) {
        return hosts.machineLearning(workspace.region());
    }

    private static String container(String runId) {
        return "/artifacts/ExperimentRun/dcid." + UriEncoding.encodePathSegment(runId);
    }

    private static String query(String path) {
        return UriEncoding.encodeQueryValue(path);
    }
}
