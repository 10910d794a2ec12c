package io.mltwin.compute.batchscoring;

import io.mltwin.armweb.Json;
import io.mltwin.compute.snapshots.SnapshotBody.SnapshotFile;
import io.mltwin.compute.snapshots.SnapshotService;
import io.mltwin.compute.workspaces.Workspace;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The Python code that batch jobs execute: what splits the input, and the scoring script. */
@Singleton
public class BatchScoringCode {

    /** The file that is started. */
    static final String MAIN = "batch_scoring.py";

    /** The file that joins the parts of several nodes. */
    static final String JOINING = "batch_joining.py";

    /** The folder with the code of the deployment. */
    static final String FOLDER = "code/";

    /** The scoring script of MLflow models that bring none. */
    static final String MLFLOW_SCRIPT = "mlflow_batch.py";

    private static final String FLAVORS = "flavors.json";
    private static final List<String> FILES = List.of(MAIN, JOINING, "batch_worker.py", MLFLOW_SCRIPT);

    private final SnapshotService snapshots;
    private final Map<String, byte[]> files = new TreeMap<>();

    BatchScoringCode(SnapshotService snapshots) {
        this.snapshots = snapshots;
        FILES.forEach(file -> files.put(file, read("/batch/code/" + file)));
    }

    /**
     * Stores the code of a deployment's jobs as a snapshot of the workspace, where it is not there,
     * and returns its id.
     */
    public String store(Workspace workspace, BatchDeployment deployment) {
        Map<String, byte[]> own = new TreeMap<>(files);
        if (deployment.script() == null) {
            own.put(FLAVORS, Json.bytes(deployment.model().flavors()));
        }
        List<SnapshotFile> given = deployment.codeSnapshotId() == null
                ? List.of()
                : snapshots.require(workspace, deployment.codeSnapshotId()).files();
        return snapshots
                .requireOfContent(
                        workspace,
                        own,
                        given.stream()
                                .map(file -> new SnapshotFile(FOLDER + file.path(), file.sha256(), file.size()))
                                .toList())
                .id();
    }

    private static byte[] read(String resource) {
        try (InputStream in = BatchScoringCode.class.getResourceAsStream(resource)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + resource, e);
        }
    }
}
