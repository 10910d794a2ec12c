package io.mltwin.node.run;

import static java.util.Objects.requireNonNullElse;

import io.mltwin.node.calls.CancelableCalls;
import io.mltwin.node.calls.CancelableCalls.CanceledException;
import io.mltwin.node.data.DriverLog;
import io.mltwin.node.data.RunData;
import io.mltwin.node.data.RunFiles;
import io.mltwin.node.environment.PythonEnvironments.Prepared;
import io.mltwin.node.job.JobBody;
import io.mltwin.node.job.RunFailedException;
import io.mltwin.node.job.RunFolder;
import io.mltwin.node.run.RunArtifacts.LogUpload;
import io.mltwin.node.sandbox.RunLeftovers;
import io.mltwin.node.sandbox.RunPlace;
import io.mltwin.node.settings.NodeSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/** The script of a run, from its start to the end of all that it left running. */
final class ScriptExecution {

    private static final Duration LOOK = Duration.ofMillis(100);

    private final NodeSettings settings;
    private final RunPlace place;
    private final JobBody job;
    private final CancelableCalls calls;
    private final RunUtilization utilization;
    private final RunFolder folder;
    private final DriverLog log;
    private final RunFiles blobs;
    private final RunData data;
    private volatile ScriptProcess script;

    ScriptExecution(
            NodeSettings settings,
            RunPlace place,
            JobBody job,
            CancelableCalls calls,
            RunUtilization utilization,
            RunFolder folder,
            DriverLog log,
            RunFiles blobs,
            RunData data) {
        this.settings = settings;
        this.place = place;
        this.job = job;
        this.calls = calls;
        this.utilization = utilization;
        this.folder = folder;
        this.log = log;
        this.blobs = blobs;
        this.data = data;
    }

    /** Returns when the script has ended with exit code 0. */
    void run(Map<String, String> environment, Prepared prepared, RunNetwork network)
            throws RunFailedException, CanceledException, InterruptedException {
        try (LogUpload upload = new LogUpload(blobs, job, log)) {
            upload.every(settings.logUpload());
            utilization.begin();
            JobBody.Command command = data.expand(job.command());
            ManagementCode code = ManagementCode.of(job);
            if (job.managementShare() != null) {
                log.line("Starting the container with the initial command "
                        + code.interpreter()
                        + " "
                        + job.managementShare()
                        + "/"
                        + code.path());
            }
            log.scriptBegins();
            script = ScriptProcess.start(command, code, folder, environment, settings, place, network.get(), prepared);
            RunLimits limits = new RunLimits(job.maxRunDurationSeconds());
            while (!script.waitFor(LOOK)) {
                String exceeded = limits.exceeded(script, log);
                if (calls.isCanceled() || limits.isTimeOver()) {
                    script.end();
                } else if (exceeded != null) {
                    script.kill();
                }
                calls.requireGoingOn();
                if (exceeded != null) {
                    throw new RunFailedException("UserError", exceeded);
                }
            }
            endLog();
            calls.requireGoingOn();
            if (script.exitCode() != 0) {
                throw new RunFailedException(
                        "UserError",
                        "The script exited with code "
                                + script.exitCode()
                                + ". The last lines of its log:\n"
                                + log.tail());
            }
            log.line("The script has ended with exit code 0");
        } catch (IOException e) {
            throw new RunFailedException("ServiceError", "The script cannot be started: " + e.getMessage());
        } finally {
            endLeftovers();
            endLog();
            utilization.end();
        }
    }

    /** Ends the script at once, where it runs. */
    void kill() throws IOException {
        ScriptProcess running = script;
        if (running != null) {
            running.kill();
        }
    }

    private void endLog() {
        try {
            log.scriptEnds();
        } catch (IOException e) {
            log.line("The end of the script's log is not known: " + e.getMessage());
        }
    }

    private void endLeftovers() {
        try {
            if (script != null) {
                script.endLeftovers();
            }
        } catch (IOException e) {
            log.line("What the script left running cannot be ended: " + e.getMessage());
        }
        RunLeftovers.kill(folder.path());
    }

    /**
     * Watches what a running script uses: its time, the memory and disk of all its processes, its log.
     */
    static final class RunLimits {

        private final long seconds;
        private final long start = System.nanoTime();

        /**
         * Begins to measure.
         *
         * @param maxRunDurationSeconds the longest time, or null for any
         */
        RunLimits(Long maxRunDurationSeconds) {
            this.seconds = requireNonNullElse(maxRunDurationSeconds, 0L);
        }

        /**
         * Returns why the script must be ended, as a sentence for the user, or null if it may go on.
         */
        String exceeded(ScriptProcess script, DriverLog log) throws IOException {
            try {
                log.limit();
            } catch (IOException e) {
                // the script took its log away, or put something else in its place
                return "The log of the run cannot be kept: " + e;
            }
            String excess = script.excess();
            if (excess != null) {
                return "The run used " + excess + ", and was ended";
            }
            if (isTimeOver()) {
                return "The run took longer than maxRunDurationSeconds, " + seconds + " s, and was ended";
            }
            return null;
        }

        /** Returns whether the run has had the time that it may take. */
        boolean isTimeOver() {
            return seconds > 0
                    && System.nanoTime() - start > Duration.ofSeconds(seconds).toNanos();
        }
    }
}
