package io.mltwin.compute.execution;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.AzureException;
import io.mltwin.compute.access.Actor;
import io.mltwin.compute.computetargets.ComputeTarget;
import io.mltwin.compute.encryption.OpenWorkspace;
import io.mltwin.compute.environments.preparation.EnvironmentPlan;
import io.mltwin.compute.runs.RunId;
import io.mltwin.compute.snapshots.SnapshotBody;
import io.mltwin.compute.snapshots.SnapshotService;
import io.mltwin.compute.workspaces.Workspace;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;

/**
 * Submits a run of a snapshot, as {@code POST snapshotrun} of Azure ML's execution service does
 * ("Enterprise security and governance", Training).
 */
@Singleton
record SnapshotRunHandler(
        ExecutionService execution,
        RunTargetValidator targets,
        SnapshotService snapshots,
        SecureRandom random,
        Clock clock) {

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
        RunDefinitionBody run = RunDefinitionReader.read(definition);
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
        CommandRun command = RunDefinitionReader.run(runId, experiment, run, definition, snapshot.id());
        targets.requireReachable(open, target, command.data());
        execution.queue(execution.prepare(
                open, command, environment, target, Optional.empty(), snapshot.files(), submitter, correlationId));
        return runId;
    }
}
