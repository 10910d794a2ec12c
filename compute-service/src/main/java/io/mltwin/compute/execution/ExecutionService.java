package io.mltwin.compute.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.access.Correlation;
import io.mltwin.armweb.AzureException;
import io.mltwin.compute.access.Actor;
import io.mltwin.compute.collected.CollectedRuns;
import io.mltwin.compute.collected.SealedRun;
import io.mltwin.compute.computetargets.ComputeTarget;
import io.mltwin.compute.datastores.DatastoreAccess;
import io.mltwin.compute.encryption.OpenWorkspace;
import io.mltwin.compute.encryption.RunHistory;
import io.mltwin.compute.environments.preparation.EnvironmentPlan;
import io.mltwin.compute.execution.RunDefinitionBody.Configuration;
import io.mltwin.compute.experiments.ExperimentBody;
import io.mltwin.compute.experiments.ExperimentService;
import io.mltwin.compute.runs.ChildRuns;
import io.mltwin.compute.runs.CreateRunRequest;
import io.mltwin.compute.runs.RunBody;
import io.mltwin.compute.runs.RunErrors;
import io.mltwin.compute.runs.RunId;
import io.mltwin.compute.runs.RunService;
import io.mltwin.compute.runs.RunStatus;
import io.mltwin.compute.runs.RunToken;
import io.mltwin.compute.runs.RunTokenClient;
import io.mltwin.compute.serverless.ServerlessPool;
import io.mltwin.compute.serverless.ServerlessPools;
import io.mltwin.compute.snapshots.SnapshotBody;
import io.mltwin.compute.snapshots.SnapshotFile;
import io.mltwin.compute.snapshots.SnapshotService;
import io.mltwin.compute.workspaces.Workspace;
import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * Submits and cancels runs ("Enterprise security and governance", Training, up to the compute
 * target). A run is there with its id, its token and its place in the queue, or not at all.
 */
@Singleton
public class ExecutionService {

    private final RunTargetValidator targets;
    private final SnapshotService snapshots;
    private final ExperimentService experiments;
    private final DatastoreAccess datastores;
    private final RunService runs;
    private final ChildRuns children;
    private final List<RunOrchestrator> orchestrators;
    private final RunTokenClient tokens;
    private final JobQueue queue;
    private final SealedJobs sealed;
    private final ServerlessPools pools;
    private final CollectedRuns collected;
    private final SecureRandom random;
    private final ObjectMapper json;
    private final Clock clock;

    ExecutionService(
            RunTargetValidator targets,
            SnapshotService snapshots,
            ExperimentService experiments,
            DatastoreAccess datastores,
            RunService runs,
            ChildRuns children,
            @All List<RunOrchestrator> orchestrators,
            RunTokenClient tokens,
            JobQueue queue,
            SealedJobs sealed,
            ServerlessPools pools,
            CollectedRuns collected,
            SecureRandom random,
            ObjectMapper json,
            Clock clock) {
        this.targets = targets;
        this.snapshots = snapshots;
        this.experiments = experiments;
        this.datastores = datastores;
        this.runs = runs;
        this.children = children;
        this.orchestrators = List.copyOf(orchestrators);
        this.tokens = tokens;
        this.queue = queue;
        this.sealed = sealed;
        this.pools = pools;
        this.collected = collected;
        this.random = random;
        this.json = json;
        this.clock = clock;
    }

    /**
     * A run that is ready to be queued: all that other services say about it is known.
     *
     * @param given the run as its history shows it
     * @param pool the nodes that Azure ML makes for it; empty where it names a compute target
     * @param collected what Microsoft collects of it; empty where the workspace has opted out
     */
    public record Submission(
            RunHistory history,
            ExperimentBody experiment,
            CreateRunRequest given,
            ComputeTarget target,
            Optional<ServerlessPool> pool,
            SealedJobs.SealedJob job,
            RunToken token,
            Actor submitter,
            Optional<SealedRun> collected) {

        /** The same run as a child of another one; of none where that is null. */
        public Submission childOf(String parentRunId) {
            return parentRunId == null
                    ? this
                    : new Submission(
                            history,
                            experiment,
                            given.childOf(parentRunId),
                            target,
                            pool,
                            job,
                            token,
                            submitter,
                            collected);
        }

        @Override
        public String toString() {
            return "run " + given.runId();
        }
    }

    /** Queues a run of a snapshot; its id. */
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
        String runId =
                givenId == null || givenId.isEmpty()
                        ? RunId.generate(experiment, clock.instant(), random)
                        : RunId.check(givenId);
        ComputeTarget target = targets.target(workspace, run.configuration().target());
        EnvironmentPlan environment =
                targets.environment(
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
        for (RunData data : DataReferenceValidator.read(run.configuration().dataReferences())) {
            datastores.check(open, data.datastore());
        }
        Submission submission =
                prepare(
                        open,
                        experiment,
                        given(runId, run, target, definition, snapshot),
                        target,
                        Optional.empty(),
                        run.configuration().maxRunDurationSeconds(),
                        submitter,
                        parent ->
                                content(
                                        workspace,
                                        parent,
                                        run.configuration(),
                                        environment,
                                        snapshot.files(),
                                        submitter,
                                        correlationId));
        queue(submission);
        return runId;
    }

    /**
     * Refuses a command that {@link #prepare} would refuse, and makes nothing: neither experiment
     * nor token nor snapshot.
     */
    public void validate(OpenWorkspace open, CommandRun run) {
        Workspace workspace = open.workspace();
        if (run.target() == null) {
            targets.serverless(workspace, run);
        } else {
            targets.target(workspace, run);
        }
        targets.environment(open.history(), run);
        tokens.requireReachable(workspace);
        requireNew(open.history(), run.runId());
    }

    /** Refuses a command whose code is none that Azure ML takes; takes its snapshot otherwise. */
    public void requireCode(OpenWorkspace open, CommandRun run) {
        if (run.source() != null) {
            files(open.workspace(), run.source());
        }
    }

    /** Prepares a command for a shell on a cluster or on serverless compute. */
    public Submission prepare(
            OpenWorkspace open, CommandRun run, Actor submitter, String correlationId) {
        return prepare(
                open, run, targets.environment(open.history(), run), submitter, correlationId);
    }

    /** Prepares a command whose environment was looked up. */
    public Submission prepare(
            OpenWorkspace open,
            CommandRun run,
            EnvironmentPlan environment,
            Actor submitter,
            String correlationId) {
        Workspace workspace = open.workspace();
        Optional<ServerlessPool> pool =
                run.target() == null
                        ? Optional.of(targets.serverless(workspace, run))
                        : Optional.empty();
        ComputeTarget target =
                pool.map(ServerlessPool::target).orElseGet(() -> targets.target(workspace, run));
        List<SnapshotFile> files =
                run.source() == null ? List.of() : files(workspace, run.source());
        return prepare(
                open,
                run.experiment(),
                run.given(target),
                target,
                pool,
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

    /** Returns the files of the code of a run; takes their snapshot at the first use. */
    List<SnapshotFile> files(Workspace workspace, CommandRun.Source source) {
        SnapshotBody snapshot =
                source.container() == null
                        ? snapshots.require(workspace, source.snapshotId())
                        : snapshots.requireOfFolder(
                                workspace,
                                UUID.fromString(source.snapshotId()),
                                source.container(),
                                source.folder());
        return snapshot.files();
    }

    private Submission prepare(
            OpenWorkspace open,
            String experiment,
            CreateRunRequest given,
            ComputeTarget target,
            Optional<ServerlessPool> pool,
            Long maxRunDurationSeconds,
            Actor submitter,
            Function<ExperimentBody, JobContent> content) {
        RunHistory history = open.history();
        String runId = given.runId();
        requireNew(history, runId);
        tokens.requireReachable(open.workspace());
        ExperimentBody parent = experiments.ensure(history, experiment);
        RunToken token =
                tokens.issue(
                        open.workspace(),
                        runId,
                        parent.experimentId(),
                        submitter.objectId(),
                        maxRunDurationSeconds);
        JobContent job = content.apply(parent);
        return new Submission(
                history,
                parent,
                given.withWarnings(SecretVariables.warnings(job.environmentVariables())),
                target,
                pool,
                sealed.seal(history, runId, job, token),
                token,
                submitter,
                collected.seal(
                        open.workspace(),
                        CollectedRunMapper.collected(given, job, clock.instant())));
    }

    private void requireNew(RunHistory history, String runId) {
        if (runs.status(history.workspaceId(), runId).isPresent()) {
            throw RunErrors.exists(runId);
        }
    }

    /** Adds the run and queues it, both or neither. */
    @Transactional
    public void queue(Submission run) {
        String runId = run.given().runId();
        runs.add(run.history(), run.experiment(), runId, run.given(), run.submitter(), run.token());
        run.pool().ifPresent(pools::add);
        queue.add(run.history(), runId, run.target().computeId(), run.job());
        run.collected().ifPresent(collected::add);
    }

    /**
     * Cancels a run and its children; repeating it is harmless.
     *
     * @param experiment null when the path does not name one
     */
    public void cancel(RunHistory history, String experiment, String runId) {
        RunBody run = runs.get(history, experiment, runId);
        RunStatus status = RunStatus.parse(run.status());
        if (status == RunStatus.Canceled) {
            return;
        }
        if (status.isTerminal()) {
            throw new AzureException(
                    409,
                    "RunEnded",
                    "The run '" + runId + "' is " + status + " and cannot be canceled.");
        }
        cancelUnlessEnded(history, runId);
    }

    /** Cancels a run and its children on behalf of the service; what has ended stays as it is. */
    public void cancelUnlessEnded(RunHistory history, String runId) {
        if (!queue.cancel(history, runId)
                && orchestrators.stream().noneMatch(leader -> leader.cancel(history, runId))) {
            // a run that no target of ours executes: its owner's script has to look at the status
            runs.setStatus(history, runId, RunStatus.Canceled, null);
        }
        cancelChildren(history, runId);
    }

    /** Cancels the children of a run that have not ended, and all below them. */
    public void cancelChildren(RunHistory history, String runId) {
        children.active(history.workspaceId(), runId)
                .forEach(child -> cancelUnlessEnded(history, child));
    }

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
                configuration.framework() == null ? "Python" : configuration.framework(),
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

    private static CreateRunRequest given(
            String runId,
            RunDefinitionBody run,
            ComputeTarget target,
            JsonNode definition,
            SnapshotBody snapshot) {
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
}
