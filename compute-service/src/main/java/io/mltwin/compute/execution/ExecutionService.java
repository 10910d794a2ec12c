package io.mltwin.compute.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.access.Correlation;
import io.mltwin.armweb.AzureFault;
import io.mltwin.armweb.BodyErrors;
import io.mltwin.compute.access.Actor;
import io.mltwin.compute.computetargets.ComputeTarget;
import io.mltwin.compute.datastores.DatastoreAccess;
import io.mltwin.compute.environments.CuratedEnvironment;
import io.mltwin.compute.execution.RunDefinitionBody.Configuration;
import io.mltwin.compute.experiments.ExperimentBody;
import io.mltwin.compute.experiments.ExperimentService;
import io.mltwin.compute.runs.CreateRunBody;
import io.mltwin.compute.runs.RunBody;
import io.mltwin.compute.runs.RunErrors;
import io.mltwin.compute.runs.RunId;
import io.mltwin.compute.runs.RunService;
import io.mltwin.compute.runs.RunStatus;
import io.mltwin.compute.runs.RunToken;
import io.mltwin.compute.runs.RunTokenClient;
import io.mltwin.compute.snapshots.SnapshotBody;
import io.mltwin.compute.snapshots.SnapshotFile;
import io.mltwin.compute.snapshots.SnapshotService;
import io.mltwin.compute.workspaces.Workspace;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Submits and cancels runs: the training flow of the seed up to the compute target. A run is there
 * with its id, its token and its place in the queue, or not at all.
 */
@Singleton
public class ExecutionService {

    private final RunPlaces places;
    private final SnapshotService snapshots;
    private final ExperimentService experiments;
    private final DatastoreAccess datastores;
    private final RunService runs;
    private final RunTokenClient tokens;
    private final JobQueue queue;
    private final SecureRandom random;
    private final ObjectMapper json;
    private final Clock clock;

    ExecutionService(
            RunPlaces places,
            SnapshotService snapshots,
            ExperimentService experiments,
            DatastoreAccess datastores,
            RunService runs,
            RunTokenClient tokens,
            JobQueue queue,
            SecureRandom random,
            ObjectMapper json,
            Clock clock) {
        this.places = places;
        this.snapshots = snapshots;
        this.experiments = experiments;
        this.datastores = datastores;
        this.runs = runs;
        this.tokens = tokens;
        this.queue = queue;
        this.random = random;
        this.json = json;
        this.clock = clock;
    }

    /** Queues a run of a snapshot; its id. */
    String submit(
            Workspace workspace,
            String experiment,
            String givenId,
            JsonNode definition,
            Actor submitter,
            String correlationId) {
        RunDefinitionBody run = read(definition);
        String runId =
                givenId == null || givenId.isEmpty()
                        ? RunId.generate(experiment, clock.instant(), random)
                        : RunId.check(givenId);
        ComputeTarget target = places.target(workspace, run.configuration().target());
        CuratedEnvironment environment =
                places.environment(
                        run.configuration().environment().name(),
                        run.configuration().environment().version());
        SnapshotBody snapshot = snapshots.require(workspace, run.snapshotId());
        if (snapshot.files().stream()
                .noneMatch(file -> file.path().equals(run.configuration().script()))) {
            throw SubmissionRules.invalid(
                    "configuration.script",
                    "The snapshot has no file '" + run.configuration().script() + "'.");
        }
        for (RunData data : RunDataRules.read(run.configuration().dataReferences())) {
            datastores.check(workspace, data.datastore());
        }
        queue(
                workspace,
                experiment,
                given(runId, run, target, definition, snapshot),
                target,
                run.configuration().maxRunDurationSeconds(),
                submitter,
                parent ->
                        content(
                                workspace,
                                parent,
                                run.configuration(),
                                environment,
                                snapshot,
                                submitter,
                                correlationId));
        return runId;
    }

    /** Queues a command for a shell on a cluster. */
    public void submit(Workspace workspace, CommandRun run, Actor submitter, String correlationId) {
        ComputeTarget target = places.target(workspace, run.target());
        CuratedEnvironment environment =
                places.environment(run.environment(), run.environmentVersion());
        List<SnapshotFile> files =
                run.snapshotId() == null
                        ? List.of()
                        : snapshots.require(workspace, run.snapshotId()).files();
        queue(
                workspace,
                run.experiment(),
                run.given(target.name()),
                target,
                run.maxRunDurationSeconds(),
                submitter,
                parent ->
                        run.content(
                                workspace,
                                parent,
                                environment,
                                files,
                                submitter.objectId(),
                                correlationId));
    }

    private void queue(
            Workspace workspace,
            String experiment,
            CreateRunBody given,
            ComputeTarget target,
            Long maxRunDurationSeconds,
            Actor submitter,
            Function<ExperimentBody, JobContent> content) {
        String runId = given.runId();
        if (runs.status(workspace.workspaceId(), runId).isPresent()) {
            throw RunErrors.exists(runId);
        }
        ExperimentBody parent = experiments.ensure(workspace, experiment);
        RunToken token =
                tokens.issue(
                        workspace,
                        runId,
                        parent.experimentId(),
                        submitter.objectId(),
                        maxRunDurationSeconds);
        JobContent job = content.apply(parent);
        QuarkusTransaction.requiringNew()
                .run(
                        () -> {
                            runs.add(workspace, parent, runId, given, submitter, token);
                            queue.add(
                                    workspace.workspaceId(), runId, target.computeId(), job, token);
                        });
    }

    /**
     * Cancels a run; repeating it is harmless.
     *
     * @param experiment null when the path does not name one
     */
    public void cancel(Workspace workspace, String experiment, String runId, Actor actor) {
        RunBody run = runs.get(workspace, experiment, runId);
        RunStatus status = RunStatus.parse(run.status());
        if (status == RunStatus.Canceled || queue.cancel(workspace.workspaceId(), runId)) {
            return;
        }
        if (status.isTerminal()) {
            throw new AzureFault(
                    409,
                    "RunEnded",
                    "The run '" + runId + "' is " + status + " and cannot be canceled.");
        }
        // a run that no target of ours executes: its owner's script has to look at the status
        runs.setStatus(workspace.workspaceId(), runId, RunStatus.Canceled, null);
    }

    private RunDefinitionBody read(JsonNode definition) {
        if (definition == null || !definition.isObject()) {
            throw SubmissionRules.invalid(
                    "configuration", "The request content must be a run definition.");
        }
        RunDefinitionBody run;
        try {
            run = json.treeToValue(definition, RunDefinitionBody.class);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw SubmissionRules.invalid(
                    null, "The run definition is not valid: " + BodyErrors.reason(e));
        }
        SubmissionRules.check(run);
        return run;
    }

    private static JobContent content(
            Workspace workspace,
            ExperimentBody experiment,
            Configuration configuration,
            CuratedEnvironment environment,
            SnapshotBody snapshot,
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
                configuration.framework() == null ? "Python" : configuration.framework(),
                environment.name(),
                environment.version(),
                variables == null ? Map.of() : variables,
                configuration.maxRunDurationSeconds(),
                snapshot.files(),
                RunDataRules.read(configuration.dataReferences()),
                correlationId,
                Correlation.traceParent());
    }

    private static CreateRunBody given(
            String runId,
            RunDefinitionBody run,
            ComputeTarget target,
            JsonNode definition,
            SnapshotBody snapshot) {
        return new CreateRunBody(
                runId,
                run.parentRunId(),
                null,
                null,
                null,
                null,
                null,
                run.configuration().jobName(),
                null,
                null,
                null,
                run.runType() == null ? "experiment" : run.runType(),
                target.name(),
                run.configuration().script(),
                null,
                Map.of("ContentSnapshotId", snapshot.id()),
                null,
                definition,
                null,
                null,
                null,
                null,
                null);
    }
}
