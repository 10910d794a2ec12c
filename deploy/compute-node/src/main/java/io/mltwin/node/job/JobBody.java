package io.mltwin.node.job;

import static io.mltwin.encoding.Absence.orEmpty;
import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Map;

/**
 * A run as compute-service hands it to a node: the resolved RunDefinition of {@code POST
 * …/snapshotrun}.
 *
 * @param retryReason why the run was queued again; null at its first attempt
 * @param managementShare the file share that the run's management code is written to; null where
 *     the target is not managed by Azure ML
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@RecordBuilder
public record JobBody(
        String runId,
        String experimentName,
        String runToken,
        long runTokenExpiry,
        Map<String, String> environmentVariables,
        Command command,
        Environment environment,
        List<SnapshotFile> snapshotFiles,
        List<DataReference> dataReferences,
        OutputUpload outputUpload,
        Long maxRunDurationSeconds,
        String historyUrl,
        String correlationId,
        String traceParent,
        Worker worker,
        String retryReason,
        String managementShare)
        implements JobBodyBuilder.With {

    public JobBody {
        environmentVariables = Map.copyOf(orEmpty(environmentVariables));
        environment = requireNonNullElse(environment, Environment.NONE);
        snapshotFiles = List.copyOf(orEmpty(snapshotFiles));
        dataReferences = List.copyOf(orEmpty(dataReferences));
    }

    /**
     * {@code interpreter} is java, python3, or bash, which has no script; {@code classPath} entries
     * are absolute and may end in {@code /*}.
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Command(String interpreter, String script, List<String> arguments, List<String> classPath) {
        public Command {
            arguments = List.copyOf(orEmpty(arguments));
            classPath = List.copyOf(orEmpty(classPath));
        }

        /** A command line for a shell, not a file of the code. */
        @JsonIgnore
        public boolean isShell() {
            return interpreter.equals(SHELL);
        }
    }

    /**
     * The environment to prepare: lines of a requirements file for pip, and the Python that is asked for in
     * pip's form, or null.
     *
     * @param image the base image; null for none
     * @param variables that the image of the environment has
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Environment(
            String workspaceId,
            String name,
            String version,
            String pythonVersion,
            List<String> requirements,
            List<String> notes,
            String image,
            Map<String, String> variables) {

        /** A job without one asks for nothing. */
        public static final Environment NONE = new Environment(null, null, null, null, List.of(), List.of());

        public Environment {
            requirements = List.copyOf(orEmpty(requirements));
            notes = List.copyOf(orEmpty(notes));
            variables = Map.copyOf(orEmpty(variables));
        }

        /** An environment on no base image and without variables. */
        public Environment(
                String workspaceId,
                String name,
                String version,
                String pythonVersion,
                List<String> requirements,
                List<String> notes) {
            this(workspaceId, name, version, pythonVersion, requirements, notes, null, Map.of());
        }

        /** Returns whether a Python of the node has to be looked at. */
        public boolean asksForPython() {
            return !requirements.isEmpty() || pythonVersion != null;
        }
    }

    private static final String SHELL = "bash";

    /**
     * A content-addressed file of the snapshot; {@code host} is the virtual host of the storage
     * account.
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record SnapshotFile(String path, String url, String host, String sha256) {}

    /**
     * Data of a datastore; {@code mode} is MOUNT, DOWNLOAD or UPLOAD, {@code path} a blob or folder
     * of the container or empty, {@code folder} where it lies in the run's folder.
     *
     * @param use REFERENCE of a RunDefinition, or INPUT or OUTPUT of a job
     * @param shape FILE, FOLDER or EITHER: what the path names
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record DataReference(
            String name,
            String datastore,
            String mode,
            String path,
            String folder,
            boolean overwrite,
            String use,
            String shape) {

        public DataReference {
            use = requireNonNullElse(use, REFERENCE);
            shape = requireNonNullElse(shape, EITHER);
        }

        /** A data reference of a RunDefinition. */
        public DataReference(
                String name, String datastore, String mode, String path, String folder, boolean overwrite) {
            this(name, datastore, mode, path, folder, overwrite, REFERENCE, EITHER);
        }

        /** Returns whether it is an input or output of a job, which its command names. */
        @JsonIgnore
        public boolean isBinding() {
            return !use.equals(REFERENCE);
        }

        @JsonIgnore
        public boolean isFile() {
            return shape.equals("FILE");
        }

        @JsonIgnore
        public boolean isFolder() {
            return shape.equals("FOLDER");
        }
    }

    private static final String REFERENCE = "REFERENCE";
    private static final String EITHER = "EITHER";

    /**
     * Where logs/ and outputs/ of the run go: the artifact container {@code
     * ExperimentRun/dcid.{runId}/}.
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record OutputUpload(String url, String host) {}

    /**
     * The part that this node has in a run with a distribution; null of other runs.
     *
     * @param nodeRank 0 for the node that speaks for the run
     * @param processCount of each node
     * @param distribution PyTorch or Mpi
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Worker(
            int nodeRank, int nodeCount, int processCount, String distribution, String masterAddress, int masterPort) {}

    /** Returns whether this node tells run history how far the run is. */
    @JsonIgnore
    public boolean isHead() {
        return worker == null || worker.nodeRank() == 0;
    }

    /** Returns whether other nodes have parts of the run. */
    public boolean hasPeers() {
        return worker != null && worker.nodeCount() > 1;
    }

    @Override
    public String toString() {
        return "run " + runId;
    }
}
