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
 * followed.
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

    /**
     * Of a copy outside of the script's reach: the length of a request is fixed before its body,
     * and the script goes on writing. Where the disk has no room for one, the end of the log.
     */
    synchronized void now() throws IOException {
        Optional<Path> copy = copy();
        if (copy.isEmpty()) {
            byte[] end = log.end();
            blobs.upload(
                    job.outputUpload(),
                    RunFolder.driverLogName(job),
                    () -> BodyPublishers.ofByteArray(end),
                    LOG_TYPE);
            return;
        }
        try {
            blobs.upload(job.outputUpload(), RunFolder.driverLogName(job), copy.get(), LOG_TYPE);
        } finally {
            Files.deleteIfExists(copy.get());
        }
    }

    private Optional<Path> copy() throws IOException {
        if (log.isCut()) {
            return Optional.empty();
        }
        Path copy = Files.createTempFile(folder.path().getParent(), ".log", null);
        try {
            log.copyTo(copy);
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
