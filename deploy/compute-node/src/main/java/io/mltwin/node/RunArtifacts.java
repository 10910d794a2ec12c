package io.mltwin.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Stores what a run leaves: its outputs and its logs. */
final class RunArtifacts {

    private static final String TEXT = "text/plain; charset=utf-8";

    private final JobBody job;
    private final RunFolder folder;
    private final DriverLog log;
    private final RunFiles blobs;

    RunArtifacts(JobBody job, RunFolder folder, DriverLog log, RunFiles blobs) {
        this.job = job;
        this.folder = folder;
        this.log = log;
        this.blobs = blobs;
    }

    /** Stores the outputs; those of a run that is canceled meanwhile are not needed. */
    void storeOutputs(CancelableCalls calls) throws IOException, CancelableCalls.CanceledException {
        for (Path file : folder.files(folder.outputs(), RunFolder.MAX_ARTIFACTS)) {
            String name = folder.relative(file);
            calls.run(
                    () -> blobs.upload(job.outputUpload(), name, file, "application/octet-stream"));
            log.line("Uploaded " + name + ", " + Files.size(file) + " bytes");
        }
    }

    /**
     * Stores what the script wrote among its logs, the logs of its processes and the node's own.
     */
    void storeLogs() throws IOException {
        List<Path> places =
                job.worker() == null
                        ? List.of(folder.logs())
                        : List.of(folder.logs(), folder.userLogs());
        for (Path place : places) {
            for (Path file : folder.files(place, RunFolder.MAX_ARTIFACTS)) {
                String name = folder.relative(file);
                if (!name.equals(RunFolder.driverLogName(job))) {
                    blobs.upload(job.outputUpload(), name, file, TEXT);
                }
            }
        }
        try (LogUpload upload = new LogUpload(blobs, job, folder, log)) {
            upload.last();
        }
    }
}
