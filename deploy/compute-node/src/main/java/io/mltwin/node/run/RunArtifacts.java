package io.mltwin.node.run;

import io.mltwin.node.calls.CancelableCalls;
import io.mltwin.node.data.BlobContent;
import io.mltwin.node.data.DriverLog;
import io.mltwin.node.data.RunFiles;
import io.mltwin.node.job.JobBody;
import io.mltwin.node.job.RunFolder;
import io.mltwin.sandbox.ScriptFile;
import io.mltwin.sandbox.ScriptTree;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Stores what a run leaves: its outputs and its logs. */
record RunArtifacts(JobBody job, RunFolder folder, DriverLog log, RunFiles blobs) {

    private static final String TEXT = "text/plain; charset=utf-8";

    /** Stores the outputs; those of a run that is canceled meanwhile are not needed. */
    void storeOutputs(CancelableCalls calls) throws IOException, CancelableCalls.CanceledException {
        try (ScriptTree tree = folder.open()) {
            for (ScriptFile file : files(tree, folder.outputs())) {
                String name = file.path().toString();
                calls.run(() ->
                        blobs.upload(job.outputUpload(), name, BlobContent.of(tree, file), "application/octet-stream"));
                log.line("Uploaded " + name + ", " + file.size() + " bytes");
            }
        }
    }

    private List<ScriptFile> files(ScriptTree tree, Path below) throws IOException {
        return tree.files(folder.relative(below), RunFolder.MAX_ARTIFACTS, log::line);
    }

    /**
     * Stores what the script wrote among its logs, the logs of its processes and the node's own.
     */
    void storeLogs() throws IOException {
        List<Path> places = job.worker() == null ? List.of(folder.logs()) : List.of(folder.logs(), folder.userLogs());
        try (ScriptTree tree = folder.open()) {
            for (Path place : places) {
                for (ScriptFile file : files(tree, place)) {
                    String name = file.path().toString();
                    if (!name.equals(RunFolder.driverLogName(job))) {
                        blobs.upload(job.outputUpload(), name, BlobContent.of(tree, file), TEXT);
                    }
                }
            }
        } finally {
            try (LogUpload upload = new LogUpload(blobs, job, log)) {
                upload.last();
            }
        }
    }

    /**
     * Puts the growing driver log into the run's artifacts while the script runs, so that it can be
     * followed: as a whole, and what the script prints of it.
     */
    static final class LogUpload implements AutoCloseable {

        private static final String LOG_TYPE = "text/plain; charset=utf-8";

        /** A longer log is uploaded less often, since each upload sends it as a whole. */
        private static final long LONG_BYTES = 1024 * 1024;

        private static final int PERIODS_OF_LONG = 10;

        private final ScheduledExecutorService timer;
        private final ExecutorService uploads;
        private final RunFiles blobs;
        private final JobBody job;
        private final DriverLog log;
        private long uploaded;
        private int periods;

        LogUpload(RunFiles blobs, JobBody job, DriverLog log) {
            this.blobs = blobs;
            this.job = job;
            this.log = log;
            this.timer = Executors.newSingleThreadScheduledExecutor(LogUpload::thread);
            this.uploads = Executors.newFixedThreadPool(3, LogUpload::thread);
        }

        private static Thread thread(Runnable work) {
            Thread thread = new Thread(work, "log-upload");
            thread.setDaemon(true);
            return thread;
        }

        void every(Duration period) {
            uploads.execute(this::prepare);
            timer.scheduleWithFixedDelay(this::upload, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
        }

        /** Uploads the logs as they are now; each process of a run on several has its own log. */
        synchronized void now() throws IOException {
            uploadTogether(parts());
        }

        /** Uploads the logs at the end, and stores the node's own lines as a further log. */
        synchronized void last() throws IOException {
            List<Callable<Void>> parts = parts();
            if (job.isHead()) {
                parts.add(() -> upload(RunFolder.STEPS_LOG, log.steps()));
            }
            uploadTogether(parts);
        }

        private List<Callable<Void>> parts() {
            List<Callable<Void>> parts = new ArrayList<>();
            // a client that finds the script's own log does not ask for the other
            if (log.hasScript() && job.worker() == null) {
                parts.add(() -> upload(RunFolder.SCRIPT_LOG, log.ofScript()));
            }
            parts.add(() -> upload(RunFolder.driverLogName(job), log.all()));
            return parts;
        }

        private Void upload(String name, BlobContent part) throws IOException {
            blobs.upload(job.outputUpload(), name, part, LOG_TYPE);
            return null;
        }

        /** The end of a run waits for one answer of storage instead of three. */
        private void uploadTogether(List<Callable<Void>> parts) throws IOException {
            try {
                for (Future<Void> part : uploads.invokeAll(parts)) {
                    part.get();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            } catch (ExecutionException e) {
                throw e.getCause() instanceof IOException refusal ? refusal : new IOException(e.getCause());
            }
        }

        private void prepare() {
            try {
                blobs.prepare();
            } catch (IOException | RuntimeException e) {
                // The upload that needs it tries again.
                System.out.println("the upload of logs was not prepared: " + e.getMessage());
            }
        }

        private void upload() {
            try {
                long size = log.size();
                periods++;
                if (size != uploaded && (size <= LONG_BYTES || periods >= PERIODS_OF_LONG)) {
                    periods = 0;
                    now();
                    uploaded = size;
                }
            } catch (IOException | RuntimeException e) {
                // Only the final upload has to succeed; this one is repeated at the next turn.
                System.out.println("the log of the run was not uploaded: " + e.getMessage());
            }
        }

        @Override
        public void close() {
            timer.shutdownNow();
            // a credential that is on its way is of use to the upload at the end
            uploads.shutdown();
        }
    }
}
