package io.mltwin.compute.execution;

import io.mltwin.compute.environments.preparation.EnvironmentPlan;
import java.util.List;
import java.util.Map;

/**
 * A run as a node gets it.
 *
 * @param retryReason why it was queued again; null at its first attempt
 */
public record NodeJobBody(
        String runId,
        String experimentName,
        String runToken,
        long runTokenExpiry,
        Map<String, String> environmentVariables,
        Command command,
        Environment environment,
        List<File> snapshotFiles,
        List<RunData> dataReferences,
        Upload outputUpload,
        Long maxRunDurationSeconds,
        String historyUrl,
        String correlationId,
        String traceParent,
        Worker worker,
        String retryReason) {

    /** A run of one process. */
    public NodeJobBody(
            String runId,
            String experimentName,
            String runToken,
            long runTokenExpiry,
            Map<String, String> environmentVariables,
            Command command,
            Environment environment,
            List<File> snapshotFiles,
            List<RunData> dataReferences,
            Upload outputUpload,
            Long maxRunDurationSeconds,
            String historyUrl,
            String correlationId,
            String traceParent) {
        this(
                runId,
                experimentName,
                runToken,
                runTokenExpiry,
                environmentVariables,
                command,
                environment,
                snapshotFiles,
                dataReferences,
                outputUpload,
                maxRunDurationSeconds,
                historyUrl,
                correlationId,
                traceParent,
                null,
                null);
    }

    /** What to run; {@code interpreter} is java, python3, or bash, which has no script. */
    public record Command(
            String interpreter, String script, List<String> arguments, List<String> classPath) {

        static Command of(JobContent content, String interpreter, List<String> classPath) {
            if (content.command() != null) {
                return new Command("bash", null, List.of("-c", content.command()), classPath);
            }
            return new Command(interpreter, content.script(), content.arguments(), classPath);
        }
    }

    /**
     * What to prepare; prepared once for a workspace and a machine.
     *
     * @param workspaceId whose environment it is: workspaces share none
     * @param image the base image; null where none is named
     * @param variables that the image of the environment has
     */
    public record Environment(
            String workspaceId,
            String name,
            String version,
            String pythonVersion,
            List<String> requirements,
            List<String> notes,
            String image,
            Map<String, String> variables) {

        static Environment of(String workspaceId, EnvironmentPlan plan) {
            return plan == null
                    ? null
                    : new Environment(
                            workspaceId,
                            plan.name(),
                            plan.version(),
                            plan.pythonVersion(),
                            plan.requirements(),
                            plan.notes(),
                            plan.image(),
                            plan.variables());
        }
    }

    /**
     * A file of the snapshot; the connection goes to {@code url}, the Host header is {@code host}.
     */
    public record File(String path, String url, String host, String sha256) {}

    /** Where outputs and logs go. */
    public record Upload(String url, String host) {}

    /**
     * The part that a node has in a run with a distribution.
     *
     * @param nodeRank 0 for the node that speaks for the run
     * @param processCount of each node
     * @param masterPort at which the processes meet
     */
    public record Worker(
            int nodeRank,
            int nodeCount,
            int processCount,
            RunDistribution.Kind distribution,
            String masterAddress,
            int masterPort) {}

    @Override
    public String toString() {
        return "run " + runId;
    }
}
