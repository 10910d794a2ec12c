package io.mltwin.node.run;

import io.mltwin.node.job.JobBody;
import io.mltwin.node.job.RunFolder;
import io.mltwin.node.job.Workers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * The management code of a run, a shell program of Azure ML's: the initial command of the run's
 * container ("Train" data flow of "Enterprise security and governance for Azure Machine Learning",
 * 2020-09). It goes to the run's folder, sets the variables that are no secrets, and becomes the
 * user's command, which it is given as arguments; in a run with a distribution it starts that
 * command once for each process.
 *
 * @param path below the workspace's file share: {@code azureml/{runId}/azureml-setup/run.sh}, of
 *     other nodes of the run than the first {@code run_{rank}.sh}
 * @param interpreter that it is written for
 */
public record ManagementCode(String path, String interpreter, String text) {

    /** The folder of a container in which the file share appears. */
    private static final String MOUNT = "workspacefilestore";

    private static final String BEGINNING = """
            #!%s
            # Management code of the run %s. Azure Machine Learning wrote it here, and the
            # container of the run starts with it; its arguments are the command of the run.

            # The node gives what is secret, and HOME: the run's folder on its scratch disk.
            cd "$HOME" || exit 126
            export AZ_BATCH_TASK_WORKING_DIR="$HOME"

            # Python's requests and MLflow's client look for the authorities under these names.
            export REQUESTS_CA_BUNDLE="$SSL_CERT_FILE"
            export MLFLOW_TRACKING_SERVER_CERT_PATH="$SSL_CERT_FILE"

            """;

    /** The process of the program becomes the command. */
    private static final String ONE_PROCESS = "exec \"$@\"\n";

    static ManagementCode of(JobBody job) {
        boolean hasWorkers = job.worker() != null;
        String interpreter = hasWorkers ? "/bin/bash" : "/bin/sh";
        String file = job.isHead() ? "run.sh" : "run_" + job.worker().nodeRank() + ".sh";
        return new ManagementCode(
                "azureml/" + job.runId() + "/azureml-setup/" + file,
                interpreter,
                BEGINNING.formatted(interpreter, job.runId())
                        + (hasWorkers ? Workers.launcher(job.worker()) : ONE_PROCESS));
    }

    byte[] bytes() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private Path place(RunFolder folder) {
        return folder.mount().resolve(MOUNT).resolve(path);
    }

    /**
     * Puts the program where the container of the run sees it and cannot change it.
     *
     * @param stored the content of the file on the share
     */
    public void mount(RunFolder folder, byte[] stored) throws IOException {
        Path file = place(folder);
        Files.createDirectories(file.getParent());
        for (Path below = file.getParent(); below.startsWith(folder.mount()); below = below.getParent()) {
            // also for a user of its own, whatever the node's umask
            Files.setPosixFilePermissions(below, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        Files.write(file, stored);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
    }

    /** Returns the initial command of the container, which starts the command of the run. */
    List<String> commandLine(RunFolder folder, List<String> command) {
        List<String> line = new ArrayList<>();
        line.add(interpreter);
        line.add(place(folder).toString());
        line.addAll(command);
        return line;
    }
}
