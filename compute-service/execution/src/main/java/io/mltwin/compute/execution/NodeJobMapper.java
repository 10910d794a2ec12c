package io.mltwin.compute.execution;

import io.mltwin.compute.artifacts.ArtifactService;
import io.mltwin.compute.computetargets.ComputeIdentities;
import io.mltwin.compute.computetargets.ComputeIdentity;
import io.mltwin.compute.computetargets.ComputeTypes;
import io.mltwin.compute.environments.CuratedEnvironments.CuratedEnvironment;
import io.mltwin.compute.environments.preparation.EnvironmentPlan;
import io.mltwin.compute.execution.RunRequirements.JobIdentity;
import io.mltwin.compute.runs.RunToken;
import io.mltwin.compute.snapshots.SnapshotService;
import io.mltwin.compute.workspaces.Workspace;
import io.mltwin.node.job.JobBody;
import io.mltwin.node.job.JobBody.Command;
import io.mltwin.platform.Addresses;
import io.mltwin.platform.ServiceName;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Maps a claimed run to the job that a node executes. */
@Singleton
record NodeJobMapper(AssignedRuns assigned, ComputeIdentities identities, ComputeTypes types, Addresses addresses) {

    private static final String PREFIX = "AZUREML_";

    private static final String LOOPBACK = "127.0.0.1";

    /**
     * Returns the job of a claimed run for one of its nodes.
     *
     * @param curated the run's environment where it is a curated one; null for another
     * @param traceParent null when the submission was not traced
     */
    JobBody body(
            Workspace workspace,
            SealedJobs.Loaded job,
            String runId,
            String nodeId,
            CuratedEnvironment curated,
            RunToken token,
            String traceParent) {
        JobContent content = job.content();
        String identityClientId = identityClientId(workspace, job);
        boolean isDatabricks = types.isDatabricks(job.computeId());
        String service = addresses.address(ServiceName.COMPUTE);
        JobBody body = new JobBody(
                runId,
                content.experimentName(),
                token.value(),
                token.expires().getEpochSecond(),
                RunVariables.of(workspace, runId, content, token, identityClientId, service, traceParent),
                command(
                        content,
                        curated == null ? content.environment().interpreter() : curated.interpreter(),
                        curated == null ? List.of() : curated.classPath()),
                environment(workspace.workspaceId(), content.environment()),
                files(workspace, content),
                content.data().stream().map(NodeJobMapper::data).toList(),
                upload(workspace, runId),
                job.secondsLeft(),
                service
                        + "/history/v1.0"
                        + workspace.id()
                        + "/experiments/"
                        + content.experimentName()
                        + "/runs/"
                        + runId,
                content.correlationId(),
                traceParent,
                worker(workspace.workspaceId(), job, runId, nodeId),
                job.retryReason(),
                isDatabricks ? null : workspace.fileShare());
        return isDatabricks ? withParameters(body) : body;
    }

    /** The command to run; one for a shell has no script. */
    static Command command(JobContent content, String interpreter, List<String> classPath) {
        return content.command() == null
                ? new Command(interpreter, content.script(), content.arguments(), classPath)
                : new Command("bash", null, List.of("-c", content.command()), classPath);
    }

    private static JobBody.Environment environment(String workspaceId, EnvironmentPlan plan) {
        return new JobBody.Environment(
                workspaceId,
                plan.name(),
                plan.version(),
                plan.pythonVersion(),
                plan.requirements(),
                plan.notes(),
                plan.image(),
                plan.variables());
    }

    private static JobBody.DataReference data(RunData data) {
        return new JobBody.DataReference(
                data.name(),
                data.datastore(),
                data.mode().name(),
                data.path(),
                data.folder(),
                data.overwrite(),
                data.use().name(),
                data.shape().name());
    }

    private List<JobBody.SnapshotFile> files(Workspace workspace, JobContent content) {
        String storage = addresses.address(ServiceName.WORKSPACE);
        String host = addresses.blobHost(workspace.storageAccountName());
        return content.files().stream()
                .map(file -> new JobBody.SnapshotFile(
                        file.path(), storage + "/" + SnapshotService.blobPath(file), host, file.sha256()))
                .toList();
    }

    private JobBody.OutputUpload upload(Workspace workspace, String runId) {
        return new JobBody.OutputUpload(
                addresses.address(ServiceName.WORKSPACE)
                        + "/"
                        + ArtifactService.CONTAINER
                        + "/"
                        + ArtifactService.prefix(runId),
                addresses.blobHost(workspace.storageAccountName()));
    }

    /** The part of a node in a run with a distribution; null of others. */
    private JobBody.Worker worker(String workspaceId, SealedJobs.Loaded job, String runId, String nodeId) {
        RunRequirements requirements = job.content().requirements();
        if (requirements.distribution() == null) {
            return null;
        }
        return new JobBody.Worker(
                assigned.rank(workspaceId, runId, nodeId),
                requirements.instanceCount(),
                requirements.distribution().processCount(),
                requirements.distribution().kind().name(),
                LOOPBACK,
                job.masterPort());
    }

    /** The one managed identity that a run acts as; null for none and for a choice of several. */
    private String identityClientId(Workspace workspace, SealedJobs.Loaded job) {
        JobIdentity wanted = job.content().requirements().identity();
        if (wanted != null && wanted.kind() == JobIdentity.Kind.AML_TOKEN) {
            return null;
        }
        List<ComputeIdentity> own = identities.of(job.computeId());
        if (own.isEmpty()) {
            return workspace.identityClientId();
        }
        List<ComputeIdentity> meant = own.stream()
                .filter(one -> wanted == null || wanted.matches(one.clientId(), one.objectId(), one.resourceId()))
                .toList();
        return meant.size() == 1 ? meant.get(0).clientId() : null;
    }

    /**
     * Gives a script on Databricks Azure ML's values as run parameters, {@code --AZUREML_RUN_ID r1},
     * where other targets have variables. A command of a job has them as variables.
     */
    private static JobBody withParameters(JobBody job) {
        Command command = job.command();
        if (command.script() == null) {
            return job;
        }
        Map<String, String> variables = new TreeMap<>();
        List<String> arguments = new ArrayList<>(command.arguments());
        new TreeMap<>(job.environmentVariables()).forEach((name, value) -> {
            if (name.startsWith(PREFIX)) {
                arguments.add("--" + name);
                arguments.add(value);
            } else {
                variables.put(name, value);
            }
        });
        return job.withEnvironmentVariables(variables)
                .withCommand(new Command(command.interpreter(), command.script(), arguments, command.classPath()));
    }
}
