package io.mltwin.node.run;

import io.mltwin.node.data.DriverLog;
import io.mltwin.node.data.RunFiles;
import io.mltwin.node.environment.PythonEnvironments;
import io.mltwin.node.environment.PythonEnvironments.Prepared;
import io.mltwin.node.job.JobBody;
import io.mltwin.node.job.PreparationException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The preparation of one run's Python environment, with its log among the artifacts of the run. */
final class PythonPreparation {

    /** The name of the log of the build among the artifacts of a run. */
    static final String LOG = "logs/azureml/20_image_build_log.txt";

    private static final String TEXT = "text/plain; charset=utf-8";
    private static final ThreadFactory DAEMON = work -> {
        Thread thread = new Thread(work, "build-log-upload");
        thread.setDaemon(true);
        return thread;
    };

    private final PythonEnvironments environments;
    private final JobBody job;
    private final Optional<Path> python;
    private long stored;

    /**
     * @param own the variables of the node: no path of the user's leads to its Python
     */
    PythonPreparation(
            PythonEnvironments environments, JobBody job, Predicate<Path> isVisible, Map<String, String> own) {
        this.environments = environments;
        this.job = job;
        this.python = ScriptProcess.find("python3", own.getOrDefault("PATH", "/usr/local/bin:/usr/bin"), isVisible);
    }

    /**
     * Prepares the environment; the growing log of the build can be followed meanwhile.
     *
     * @param period after which the log is stored again
     */
    Prepared run(RunFiles blobs, Duration period, Consumer<String> log, BooleanSupplier isCanceled)
            throws IOException, InterruptedException, PreparationException {
        if (job.environment().asksForPython() && python.isEmpty()) {
            throw new PreparationException("this machine has no python3");
        }
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(DAEMON);
        timer.scheduleWithFixedDelay(
                () -> storeGrown(blobs), period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
        try {
            return environments.prepare(job.environment(), python.orElse(null), log, isCanceled);
        } finally {
            timer.shutdown();
            timer.awaitTermination(1, TimeUnit.MINUTES);
        }
    }

    private void storeGrown(RunFiles blobs) {
        try {
            store(blobs, stored);
        } catch (IOException | RuntimeException e) {
            // Only the final upload counts; this one is repeated at the next turn.
            System.out.println("the log of the environment was not uploaded: " + e.getMessage());
        }
    }

    /** Stores the log of the build; one that cannot be stored ends no run. */
    void storeLog(RunFiles blobs, Consumer<String> log) {
        try {
            store(blobs, 0);
        } catch (IOException e) {
            log.accept("The log of the environment is not stored: " + e.getMessage());
        }
    }

    private void store(RunFiles blobs, long before) throws IOException {
        Optional<DriverLog> log = environments.log();
        if (log.isPresent() && log.get().size() != before) {
            long size = log.get().size();
            blobs.upload(job.outputUpload(), LOG, log.get().all(), TEXT);
            stored = size;
        }
    }
}
