package io.mltwin.compute.execution;

import io.mltwin.compute.access.Actor;
import io.mltwin.compute.collected.CollectedRuns;
import io.mltwin.compute.collected.CollectedRuns.SealedRun;
import io.mltwin.compute.computetargets.ComputeTarget;
import io.mltwin.compute.encryption.OpenWorkspace;
import io.mltwin.compute.encryption.RunHistory;
import io.mltwin.compute.environments.preparation.EnvironmentPlan;
import io.mltwin.compute.experiments.ExperimentBody;
import io.mltwin.compute.experiments.ExperimentService;
import io.mltwin.compute.runs.CreateRunRequest;
import io.mltwin.compute.runs.RunErrors;
import io.mltwin.compute.runs.RunService;
import io.mltwin.compute.runs.RunToken;
import io.mltwin.compute.runs.RunTokenClient;
import io.mltwin.compute.serverless.ServerlessPools;
import io.mltwin.compute.serverless.ServerlessPools.ServerlessPool;
import io.mltwin.compute.snapshots.SnapshotBody;
import io.mltwin.compute.snapshots.SnapshotBody.SnapshotFile;
import io.mltwin.compute.snapshots.SnapshotService;
import io.mltwin.compute.workspaces.Workspace;
import io.soabase.recordbuilder.core.RecordBuilder;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Prepares and queues runs ("Enterprise security and governance", Training, up to the compute
 * target). A run is there with its id, its token and its place in the queue, or not at all.
 */
@Singleton
public class ExecutionService {

    private final RunTargetValidator targets;
    private final SnapshotService snapshots;
    private final ExperimentService experiments;
    private final RunService runs;
    private final RunTokenClient tokens;
    private final JobQueue queue;
    private final SealedJobs sealed;
    private final ServerlessPools pools;
    private final CollectedRuns collected;
    private final Clock clock;

    ExecutionService(
            RunTargetValidator targets,
            SnapshotService snapshots,
            ExperimentService experiments,
            RunService runs,
            RunTokenClient tokens,
            JobQueue queue,
            SealedJobs sealed,
            ServerlessPools pools,
            CollectedRuns collected,
            Clock clock) {
        this.targets = targets;
        this.snapshots = snapshots;
        this.experiments = experiments;
        this.runs = runs;
        this.tokens = tokens;
        this.queue = queue;
        this.sealed = sealed;
        this.pools = pools;
        this.collected = collected;
        this.clock = clock;
    }

    /**
     * A run that is ready to be queued: all that other services say about it is known.
     *
     * @param given the run as its history shows it
     * @param pool the nodes that Azure ML makes for it; empty where it names a compute target
     * @param collected what Microsoft collects of it; empty where the workspace has opted out
     */
    @RecordBuilder
    public record Submission(
            RunHistory history,
            ExperimentBody experiment,
            CreateRunRequest given,
            ComputeTarget target,
            Optional<ServerlessPool> pool,
            SealedJobs.SealedJob job,
            RunToken token,
            Actor submitter,
            Optional<SealedRun> collected)
            implements ExecutionServiceSubmissionBuilder.With {

        /** The same run as a child of another one; of none where that is null. */
        public Submission childOf(String parentRunId) {
            return parentRunId == null ? this : withGiven(given.childOf(parentRunId));
        }

        @Override
        public String toString() {
            return "run " + given.runId();
        }
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
            targets.target(open, run);
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
    public Submission prepare(OpenWorkspace open, CommandRun run, Actor submitter, String correlationId) {
        return prepare(open, run, targets.environment(open.history(), run), submitter, correlationId);
    }

    /** Prepares a command whose environment was looked up. */
    public Submission prepare(
            OpenWorkspace open, CommandRun run, EnvironmentPlan environment, Actor submitter, String correlationId) {
        Workspace workspace = open.workspace();
        Optional<ServerlessPool> pool =
                run.target() == null ? Optional.of(targets.serverless(workspace, run)) : Optional.empty();
        ComputeTarget target = pool.map(ServerlessPool::target).orElseGet(() -> targets.target(open, run));
        List<SnapshotFile> files = run.source() == null ? List.of() : files(workspace, run.source());
        return prepare(open, run, environment, target, pool, files, submitter, correlationId);
    }

    /** Returns the files of the code of a run; takes their snapshot at the first use. */
    List<SnapshotFile> files(Workspace workspace, CommandRun.Source source) {
        SnapshotBody snapshot = source.container() == null
                ? snapshots.require(workspace, source.snapshotId())
                : snapshots.requireOfFolder(
                        workspace, UUID.fromString(source.snapshotId()), source.container(), source.folder());
        return snapshot.files();
    }

    /**
     * Prepares a run whose target, environment and code were looked up.
     *
     * @param pool the nodes that Azure ML makes for it; empty where it names a compute target
     */
    Submission prepare(
            OpenWorkspace open,
            CommandRun run,
            EnvironmentPlan environment,
            ComputeTarget target,
            Optional<ServerlessPool> pool,
            List<SnapshotFile> files,
            Actor submitter,
            String correlationId) {
        RunHistory history = open.history();
        CreateRunRequest given = run.given(target);
        String runId = run.runId();
        requireNew(history, runId);
        tokens.requireReachable(open.workspace());
        ExperimentBody parent = experiments.ensure(history, run.experiment());
        RunToken token = tokens.issue(
                open.workspace(), runId, parent.experimentId(), submitter.objectId(), run.maxRunDurationSeconds());
        JobContent job = run.content(open.workspace(), parent, environment, files, submitter.objectId(), correlationId);
        return new Submission(
                history,
                parent,
                given.withWarnings(SecretVariables.warnings(job.environmentVariables())),
                target,
                pool,
                sealed.seal(history, runId, job, token),
                token,
                submitter,
                collected.seal(open.workspace(), CollectedRunMapper.collected(given, job, clock.instant())));
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
}
