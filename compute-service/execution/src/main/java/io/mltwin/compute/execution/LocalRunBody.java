package io.mltwin.compute.execution;

import io.mltwin.node.job.JobBody;
import java.util.List;
import java.util.Map;

/**
 * A run as the program in the zip of a local run reads it, {@code azureml-setup/run.json}.
 *
 * @param authorities the file in the zip with the platform's certificate authority
 * @param dockerImage the image that the script runs in; null for the machine itself
 */
record LocalRunBody(
        String runId,
        String experimentName,
        String runToken,
        long runTokenExpiry,
        String historyUrl,
        String artifactsUrl,
        String authorities,
        Map<String, String> environmentVariables,
        JobBody.Command command,
        Environment environment,
        String dockerImage,
        Long maxRunDurationSeconds) {

    /** The environment prepared before the script starts. */
    record Environment(String name, String version, List<String> requirements) {}

    @Override
    public String toString() {
        return "local run " + runId;
    }
}
