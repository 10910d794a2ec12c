package io.mltwin.node;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Describes runs of a {@link FakePlatform} to its node, as compute-service does. */
final class FakeJobs {

    private final FakePlatform platform;

    FakeJobs(FakePlatform platform) {
        this.platform = platform;
    }

    /** A file of a run's snapshot, which an attached machine gets from compute-service itself. */
    Map<String, String> file(String path, String hash) {
        return platform.attached
                ? Map.of("path", path, "url", platform.url() + "/_node/node1/code?path=" + hash, "sha256", hash)
                : Map.of(
                        "path",
                        path,
                        "url",
                        platform.url() + "/snapshots/files/" + hash,
                        "host",
                        FakePlatform.HOST,
                        "sha256",
                        hash);
    }

    /** What is run; without a script a shell, whose command is in the arguments. */
    static Map<String, Object> command(String interpreter, String script, List<String> arguments) {
        Map<String, Object> command = new HashMap<>();
        command.put("interpreter", interpreter);
        command.put("script", script);
        command.put("arguments", arguments);
        return command;
    }

    /**
     * A run with what the platform has set for its jobs.
     *
     * @param maxSeconds null for no limit
     */
    Map<String, Object> job(
            String runId, Map<String, Object> command, List<Map<String, String>> snapshot, Long maxSeconds) {
        Map<String, Object> job = new HashMap<>();
        job.put("runId", runId);
        job.put("experimentName", "breast");
        job.put("runToken", FakePlatform.RUN_TOKEN);
        job.put("runTokenExpiry", System.currentTimeMillis() / 1000 + 3600);
        job.put("environmentVariables", Map.of("AZUREML_RUN_ID", runId, "AZUREML_RUN_TOKEN", FakePlatform.RUN_TOKEN));
        job.put("command", command);
        job.put("environment", platform.environment);
        job.put("snapshotFiles", snapshot);
        job.put("dataReferences", platform.dataReferences);
        job.put("outputUpload", upload(runId));
        job.put("historyUrl", platform.url() + "/history/v1.0/ws/experiments/breast/runs/" + runId);
        if (!platform.attached) {
            job.put("managementShare", "filestore1");
        }
        if (platform.worker != null) {
            job.put("worker", platform.worker);
        }
        if (maxSeconds != null) {
            job.put("maxRunDurationSeconds", maxSeconds);
        }
        return job;
    }

    private Map<String, String> upload(String runId) {
        return platform.attached
                ? Map.of("url", platform.url() + "/artifact/content?run=" + runId + "&path=")
                : Map.of(
                        "url",
                        platform.url() + "/azureml/ExperimentRun/dcid." + runId + "/",
                        "host",
                        FakePlatform.HOST);
    }
}
