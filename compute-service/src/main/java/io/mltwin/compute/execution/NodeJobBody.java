package io.mltwin.compute.execution;

import java.util.List;
import java.util.Map;

/** A run as a node gets it. */
public record NodeJobBody(
        String runId,
        String experimentName,
        String runToken,
        long runTokenExpiry,
        Map<String, String> environmentVariables,
        Command command,
        List<File> snapshotFiles,
        Upload outputUpload,
        Long maxRunDurationSeconds,
        String historyUrl,
        String correlationId,
        String traceParent) {

    /** What to run; {@code interpreter} is java or python3. */
    public record Command(
            String interpreter, String script, List<String> arguments, List<String> classPath) {}

    /**
     * A file of the snapshot; the connection goes to {@code url}, the Host header is {@code host}.
     */
    public record File(String path, String url, String host, String sha256) {}

    /** Where outputs and logs go. */
    public record Upload(String url, String host) {}

    @Override
    public String toString() {
        return "run " + runId;
    }
}
