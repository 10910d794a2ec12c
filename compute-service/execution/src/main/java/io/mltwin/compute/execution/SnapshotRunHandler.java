package io.mltwin.compute.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.access.Correlation;
import io.mltwin.armweb.AzureException;
import io.mltwin.compute.access.Actor;
import io.mltwin.compute.computetargets.ComputeTarget;
import io.mltwin.compute.encryption.OpenWorkspace;
import io.mltwin.compute.environments.preparation.EnvironmentPlan;
import io.mltwin.compute.execution.RunDefinitionBody.Configuration;
import io.mltwin.compute.experiments.ExperimentBody;
import io.mltwin.compute.runs.CreateRunRequest;
import io.mltwin.compute.runs.RunId;
import io.mltwin.compute.snapshots.SnapshotBody;
import io.mltwin.compute.snapshots.SnapshotFile;
import io.mltwin.compute.snapshots.SnapshotService;
import io.mltwin.compute.workspaces.Workspace;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Submits a run of a snapshot, as {@code POST snapshotrun} of Azure ML's execution service does
 * ("Enterprise security and governance", Training).
 */
@Singleton
class SnapshotRunHandler {

    private final ExecutionService execution;
    private final RunTargetValidator targets;
    private final SnapshotService snapshots;
    private final SecureRandom random;
    private final ObjectMapper json;
    private final Clock clock;

    SnapshotRunHandler(
            ExecutionService execution,
            RunTargetValidator targets,
            SnapshotService snapshots,
            SecureRandom random,
            ObjectMapper json,
            Clock clock) {
        this.execution = execution;
        this.targets = targets;
        this.snapshots = snapshots;
        this.random = random;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Queues a run of a snapshot and returns its id.
     *
     * @param givenId null or empty for an id that is made here
     * @throws AzureException 400 for what cannot run, 404 for what it names and is not there, 409
     *     for an id that a run has
     */
    String submit(
            OpenWorkspace open,
            String experiment,
            String givenId,
            JsonNode definition,
            Actor submitter,
            String correlationId) {
        Workspace workspace = open.workspace();
        RunDefinitionBody run = RunDefinitionReader.read(json, definition);
        RunDefinitionValidator.validate(run);
        String runId = givenId == null || givenId.isEmpty()
                ? RunId.generate(experiment, clock.instant(), random)
                : RunId.check(givenId);
        ComputeTarget target = targets.target(workspace, run.configuration().target());
        EnvironmentPlan environment = targets.environment(
                open.history(),
                run.configuration().environment().name(),
                run.configuration().environment().version(),
                RunDefinitionValidator.source(run.configuration().environment()));
        SnapshotBody snapshot = snapshots.require(workspace, run.snapshotId());
        if (snapshot.files().stream()
                .noneMatch(file -> file.path().equals(run.configuration().script()))) {
            throw RunDefinitionValidator.invalid(
                    "configuration.script",
                    "The snapshot has no file '" + run.configuration().script() + "'.");
        }
        targets.requireReachable(
                open, target, DataReferenceValidator.read(run.configuration().dataReferences()));
        ExecutionService.Submission submission = execution.prepare(
                open,
                experiment,
                given(runId, run, target, definition, snapshot),
                target,
                Optional.empty(),
                run.configuration().maxRunDurationSeconds(),
                submitter,
                parent -> content(
                        workspace,
                        parent,
                        run.configuration(),
                        environment,
                        snapshot.files(),
                        submitter,
                        correlationId));
        execution.queue(submission);
        return runId;
    }

    private static CreateRunRequest given(
            String runId, RunDefinitionBody run, ComputeTarget target, JsonNode definition, SnapshotBody snapshot) {
        return CreateRunRequest.of(runId)
                .parentRunId(run.parentRunId())
                .name(run.configuration().jobName())
                .runType(run.runType() == null ? "experiment" : run.runType())
                .target(target.name())
                .scriptName(run.configuration().script())
                .properties(Map.of("ContentSnapshotId", snapshot.id()))
                .runDefinition(definition)
                .build();
    }

    /** Returns what the node of a run is given that was submitted with this configuration. */
    static JobContent content(
            Workspace workspace,
            ExperimentBody experiment,
            Configuration configuration,
            EnvironmentPlan environment,
            List<SnapshotFile> files,
            Actor submitter,
            String correlationId) {
        Map<String, String> variables = configuration.environment().environmentVariables();
        return new JobContent(
                workspace.id(),
                experiment.experimentId(),
                experiment.name(),
                submitter.objectId(),
                configuration.script(),
                null,
                configuration.arguments() == null ? List.of() : configuration.arguments(),
                "Python",
                environment.name(),
                environment.version(),
                environment.variablesWith(variables == null ? Map.of() : variables),
                configuration.maxRunDurationSeconds(),
                files,
                DataReferenceValidator.read(configuration.dataReferences()),
                correlationId,
                Correlation.traceParent(),
                environment,
                RunRequirements.NONE);
    }
}
