package io.mltwin.compute.automl;

import io.mltwin.compute.snapshots.SnapshotService;
import io.mltwin.compute.workspaces.Workspace;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The Python code that the runs of an automated ML job execute. */
@Singleton
class AutoMLCode {

    /** The file that is started. */
    static final String SCRIPT = "automl.py";

    private static final String FOLDER = "/automl/code/";
    private static final List<String> FILES =
            List.of(SCRIPT, "featurizing.py", "metrics.py", "models.py", "run_history.py", "tables.py", "training.py");

    private final SnapshotService snapshots;
    private final Map<String, byte[]> files = new TreeMap<>();

    AutoMLCode(SnapshotService snapshots) {
        this.snapshots = snapshots;
        FILES.forEach(file -> files.put(file, read(FOLDER + file)));
    }

    /**
     * Stores the code as a snapshot of the workspace, where it is not there, and returns its id.
     */
    String store(Workspace workspace) {
        return snapshots.requireOfContent(workspace, files).id();
    }

    private static byte[] read(String resource) {
        try (InputStream in = AutoMLCode.class.getResourceAsStream(resource)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + resource, e);
        }
    }
}
