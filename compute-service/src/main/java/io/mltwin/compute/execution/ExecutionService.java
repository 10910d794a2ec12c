package io.mltwin.compute.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.access.Correlation;
import io.mltwin.armweb.AzureFault;
import io.mltwin.armweb.BodyErrors;
import io.mltwin.compute.access.Actor;
import io.mltwin.compute.computetargets.ComputeTarget;
import io.mltwin.compute.computetargets.ComputeTargetService;
import io.mltwin.compute.environments.CuratedEnvironment;
import io.mltwin.compute.environments.CuratedEnvironments;
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
import io.mltwin.compute.snapshots.SnapshotService;
import io.mltwin.compute.workspaces.Workspace;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/**
 * Submits and cancels runs: the training flow of the seed up to the compute target. A run is there
 * with its id, its token and its place in the queue, or not at all.
 */
@Singleton
public class ExecutionService {

    private final ComputeTargetService computes;
    private final CuratedEnvironments environments;
    private final SnapshotService snapshots;
    private final ExperimentService experiments;
    private final RunService runs;
    private final RunTokenClient tokens;
    private final JobQueue queue;
    private final SecureRandom random;
    private final ObjectMapper json;
    private final Clock clock;

    ExecutionService(
            ComputeTargetService computes,
            CuratedEnvironments environments,
            SnapshotService snapshots,
            ExperimentService experiments,
            RunService runs,
            RunTokenClient tokens,
            JobQueue queue,
            SecureRandom random,
            ObjectMapper json,
            Clock clock) {
        this.computes = computes;
        this.environments = environments;
        this.snapshots = snapshots;
        this.experiments = experiments;
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
        ComputeTarget target = target(workspace, run.configuration().target());
        CuratedEnvironment environment = environment(run.configuration());
        SnapshotBody snapshot = snapshots.require(workspace, run.snapshotId());
        if (snapshot.files().stream()
                .noneMatch(file -> file.path().equals(run.configuration().script()))) {
            throw SubmissionRules.invalid(
                    "configuration.script",
                    "The snapshot has no file '" + run.configuration().script() + "'.");
        }
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
                        run.configuration().maxRunDurationSeconds());
        JobContent content =
                content(
                        workspace,
                        parent,
                        run.configuration(),
                        environment,
                        snapshot,
                        submitter,
                        correlationId);
        CreateRunBody given = given(runId, run, target, definition, snapshot);
        QuarkusTransaction.requiringNew()
                .run(
                        () -> {
                            runs.add(workspace, parent, runId, given, submitter, token);
                            queue.add(
                                    workspace.workspaceId(),
                                    runId,
                                    target.computeId(),
                                    content,
                                    token);
                        });
        return runId;
    }

    /** Cancels a run; repeating it is harmless. */
    void cancel(Workspace workspace, String experiment, String runId, Actor actor) {
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
                    null,
                    "The run definition is not valid: " + BodyErrors.reason(e));
        }
        SubmissionRules.check(run);
        return run;
    }

    private ComputeTarget target(Workspace workspace, String name) {
        ComputeTarget target =
                computes.find(workspace, name)
                        .orElseThrow(
                                () ->
                                        SubmissionRules.invalid(
                                                "configuration.target",
                                                "The workspace has no compute target '"
                                                        + name
                                                        + "'."));
        if (target.isAttachedMachine()) {
            throw AzureFault.notBuilt("A run on an attached " + target.computeType());
        }
        if (!target.isCluster()) {
            throw SubmissionRules.invalid(
                    "configuration.target",
                    "'"
                            + name
                            + "' is "
                            + target.computeType()
                            + "; runs need an AmlCompute cluster.");
        }
        if (target.maxNodes() == 0) {
            throw SubmissionRules.invalid(
                    "configuration.target",
                    "The cluster '" + name + "' has maxNodeCount 0: no run would ever start.");
        }
        return target;
    }

    private CuratedEnvironment environment(Configuration configuration) {
        String name = configuration.environment().name();
        return environments
                .find(name, configuration.environment().version())
                .orElseThrow(
                        () ->
                                SubmissionRules.invalid(
                                        "configuration.environment.name",
                                        "There is no environment '"
                                                + name
                                                + "'; there are "
                                                + environments.all().stream()
                                                        .map(CuratedEnvironment::name)
                                                        .toList()
                                                + "."));
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
                configuration.arguments() == null ? List.of() : configuration.arguments(),
                configuration.framework() == null ? "Python" : configuration.framework(),
                environment.name(),
                environment.version(),
                variables == null ? Map.of() : variables,
                configuration.maxRunDurationSeconds(),
                snapshot.files(),
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
