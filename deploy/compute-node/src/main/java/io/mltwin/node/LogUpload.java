package io.mltwin.node;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Puts the growing driver log into the run's artifacts while the script runs, so that it can be
 * followed: as a whole, and what the script prints of it.
 */
final class LogUpload implements AutoCloseable {

    private static final String LOG_TYPE = "text/plain; charset=utf-8";

    private final ScheduledExecutorService timer;
    private final RunFiles blobs;
    private final JobBody job;
    private final RunFolder folder;
    private final DriverLog log;
    private long uploaded;

    LogUpload(RunFiles blobs, JobBody job, RunFolder folder, DriverLog log) {
        this.blobs = blobs;
        this.job = job;
        this.folder = folder;
        this.log = log;
        this.timer =
                Executors.newSingleThreadScheduledExecutor(
                        work -> {
                            Thread thread = new Thread(work, "log-upload");
                            thread.setDaemon(true);
                            return thread;
                        });
    }

    void every(Duration period) {
        timer.scheduleWithFixedDelay(
                this::upload, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Uploads the logs as they are now; each process of a run on several has its own log. */
    synchronized void now() throws IOException {
        // a client that finds the script's own log does not ask for the other
        if (log.hasScript() && job.worker() == null) {
            uploadPart(RunFolder.SCRIPT_LOG, log::copyScriptTo);
        }
        if (!uploadPart(RunFolder.driverLogName(job), log::copyTo)) {
            byte[] end = log.end();
            blobs.upload(
                    job.outputUpload(),
                    RunFolder.driverLogName(job),
                    () -> BodyPublishers.ofByteArray(end),
                    LOG_TYPE);
        }
    }

    /** Uploads the logs at the end, and stores the node's own lines as a further log. */
    synchronized void last() throws IOException {
        now();
        if (job.isHead()) {
            uploadPart(RunFolder.STEPS_LOG, log::copyStepsTo);
        }
    }

    /** Copies a part of the log. */
    private interface Part {
        void copyTo(Path copy) throws IOException;
    }

    /**
     * Uploads a copy outside of the script's reach: the length of a request is fixed before its
     * body, and the script goes on writing. Returns false where the disk has no room for one.
     */
    private boolean uploadPart(String name, Part part) throws IOException {
        Optional<Path> copy = copy(part);
        if (copy.isEmpty()) {
            return false;
        }
        try {
            blobs.upload(job.outputUpload(), name, copy.get(), LOG_TYPE);
            return true;
        } finally {
            Files.deleteIfExists(copy.get());
        }
    }

    private Optional<Path> copy(Part part) throws IOException {
        if (log.isCut()) {
            return Optional.empty();
        }
        Path copy = Files.createTempFile(folder.path().getParent(), ".log", null);
        try {
            part.copyTo(copy);
            return Optional.of(copy);
        } catch (IOException full) {
            Files.deleteIfExists(copy);
            return Optional.empty();
        }
    }

    private void upload() {
        try {
            long size = log.size();
            if (size != uploaded) {
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
    }
}
