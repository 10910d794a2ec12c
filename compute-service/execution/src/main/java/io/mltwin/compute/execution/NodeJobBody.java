package io.mltwin.compute.execution;

import io.mltwin.compute.environments.preparation.EnvironmentPlan;
import java.util.List;
import java.util.Map;

/**
 * A run as a node gets it.
 *
 * @param worker the node's part in a run of several processes; null for a run of one
 * @param retryReason why it was queued again; null at its first attempt
 * @param managementShare the file share that its management code is written to; null where Azure ML
 *     does not manage the target
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
        String retryReason,
        String managementShare) {

    /** Returns the same run with another command and its variables. */
    NodeJobBody withCommand(Command changed, Map<String, String> variables) {
        return with(changed, variables, snapshotFiles, outputUpload, managementShare);
    }

    /**
     * Returns the same run with other addresses for its files and its outputs, and without a file
     * share.
     */
    public NodeJobBody withFiles(Map<String, String> variables, List<File> files, Upload upload) {
        return with(command, variables, files, upload, null);
    }

    private NodeJobBody with(
            Command changed, Map<String, String> variables, List<File> files, Upload upload, String share) {
        return new NodeJobBody(
                runId,
                experimentName,
                runToken,
                runTokenExpiry,
                variables,
                changed,
                environment,
                files,
                dataReferences,
                upload,
                maxRunDurationSeconds,
                historyUrl,
                correlationId,
                traceParent,
                worker,
                retryReason,
                share);
    }

    /** The command to run; {@code interpreter} is java, python3, or bash, which has no script. */
    public record Command(String interpreter, String script, List<String> arguments, List<String> classPath) {

        static Command of(JobContent content, String interpreter, List<String> classPath) {
            if (content.command() != null) {
                return new Command("bash", null, List.of("-c", content.command()), classPath);
            }
            return new Command(interpreter, content.script(), content.arguments(), classPath);
        }
    }

    /**
     * The environment to prepare, once for a workspace and a machine.
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
