package io.mltwin.node.job;

import io.mltwin.sandbox.ScriptTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The folder of one run on the node: the snapshot's files, the script's working folder and home,
 * {@code outputs/} and {@code logs/}. Nothing outside it is written for the run.
 */
public record RunFolder(Path path) {

    /** The most files that a script may leave in one folder for its artifacts. */
    public static final int MAX_ARTIFACTS = 10_000;

    /** The most files that a data reference may bring, and a script leave in its folder. */
    public static final int MAX_DATA_FILES = 50_000;

    /** The name of the driver log among the artifacts of a run. */
    public static final String DRIVER_LOG = "logs/azureml/70_driver_log.txt";

    /**
     * The name of a node's log among the artifacts; of the first or only node {@link #DRIVER_LOG}.
     */
    public static String driverLogName(JobBody job) {
        return job.isHead()
                ? DRIVER_LOG
                : DRIVER_LOG.replace(".txt", "_" + job.worker().nodeRank() + ".txt");
    }

    /** The script's output, and nothing else, where Azure's clients look for it first. */
    public static final String SCRIPT_LOG = "user_logs/std_log.txt";

    /** The node's steps, without what the script printed. */
    public static final String STEPS_LOG = "system_logs/lifecycler/lifecycler.log";

    public static RunFolder create(Path runs, String runId) throws IOException {
        if (!runId.matches("[a-zA-Z0-9][\\w-]{0,255}")) {
            throw new IOException("not a run id: " + runId);
        }
        RunFolder folder = new RunFolder(runs.resolve(runId).toAbsolutePath().normalize());
        folder.delete();
        Files.createDirectories(folder.outputs());
        Files.createDirectories(folder.path().resolve(DRIVER_LOG).getParent());
        return folder;
    }

    public Path outputs() {
        return path.resolve("outputs");
    }

    public Path logs() {
        return path.resolve("logs");
    }

    public Path userLogs() {
        return path.resolve(Workers.LOGS);
    }

    /** Lies outside: what a script may write it may make a link to what it must not read. */
    public Path driverLog() {
        return path.resolveSibling(path.getFileName() + ".log");
    }

    /**
     * Returns the mount of the workspace's file share in the run's container; the script cannot write to it.
     */
    public Path mount() {
        return path.resolveSibling(path.getFileName() + ".mnt");
    }

    /** The authorities that the script trusts: this folder is the one place it surely reads. */
    public Path authorities() {
        return path.resolve(".authorities.pem");
    }

    public void delete() throws IOException {
        ScriptTree.delete(path);
        ScriptTree.delete(mount());
        Files.deleteIfExists(driverLog());
    }

    /**
     * The place of a file before the script begins; a name that leads out of the folder is refused.
     */
    public Path inside(String relative) throws IOException {
        Path file = path.resolve(relative).normalize();
        if (relative.isBlank() || !file.startsWith(path) || file.equals(path)) {
            throw new IOException("the name leads out of the run's folder: " + relative);
        }
        return file;
    }

    /** Makes a folder of this one before the script begins, unless something is there. */
    public void make(Path below) throws IOException {
        if (Files.notExists(below)) {
            Files.createDirectories(below);
        }
    }

    /** Returns whether the snapshot brought a file, which is asked before the script begins. */
    public boolean holds(String file) throws IOException {
        return Files.isRegularFile(inside(file));
    }

    /** Opens the folder when no process of the run is left. */
    public ScriptTree open() throws IOException {
        return ScriptTree.open(path);
    }

    public Path relative(Path file) {
        return path.relativize(file);
    }
}
