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
import java.util.List;

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
}
