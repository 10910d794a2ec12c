package io.mltwin.compute.execution;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.compute.access.Actor;
import io.mltwin.compute.collected.CollectedRuns;
import io.mltwin.compute.collected.CollectedRuns.SealedRun;
import io.mltwin.compute.encryption.OpenWorkspace;
import io.mltwin.compute.encryption.RunHistory;
import io.mltwin.compute.execution.LocalRunPlanner.LocalRunPlan;
import io.mltwin.compute.experiments.ExperimentBody;
import io.mltwin.compute.experiments.ExperimentService;
import io.mltwin.compute.runs.CreateRunRequest;
import io.mltwin.compute.runs.RunBody;
import io.mltwin.compute.runs.RunBody.WarningBody;
import io.mltwin.compute.runs.RunErrors;
import io.mltwin.compute.runs.RunService;
import io.mltwin.compute.runs.RunStatus;
import io.mltwin.compute.runs.RunToken;
import io.mltwin.compute.runs.RunTokenClient;
import io.mltwin.compute.snapshots.SnapshotBody.SnapshotFile;
import io.mltwin.compute.workspaces.Workspace;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Starts runs on the machine of their submitter, {@code startlocalrun} of the execution service
 * (2020-09-23): a run is submitted whole, or it was submitted before as a job, and its client now
 * starts it. The answer executes it and reports to run history; no node does.
 *
 * <p>Deviation: a local run has no data of datastores, and no environment of Java. A command job
 * runs in the shell of its submitter's machine, without its environment's image; a run of a script
 * runs in Docker where {@code useDocker} says so. A job that was submitted for a local run is in
 * run history, NotStarted, before its client starts it.
 */
@Singleton
public class LocalRuns {

    /** The target of local runs. */
    public static final String TARGET = RunDefinitionValidator.LOCAL;

    private final LocalRunPlanner planner;
    private final LocalRunMapper mapper;
    private final ExperimentService experiments;
    private final RunService runs;
    private final RunTokenClient tokens;
    private final CollectedRuns collected;
    private final Clock clock;

    LocalRuns(
            LocalRunPlanner planner,
            LocalRunMapper mapper,
            ExperimentService experiments,
            RunService runs,
            RunTokenClient tokens,
            CollectedRuns collected,
            Clock clock) {
        this.planner = planner;
        this.mapper = mapper;
        this.experiments = experiments;
        this.runs = runs;
        this.tokens = tokens;
        this.collected = collected;
        this.clock = clock;
    }

    /** A run that has begun: what its zip holds. */
    record Started(Workspace workspace, LocalRunBody run, List<SnapshotFile> files) {}

    /** A new job that a client will start. */
    public record WaitingJob(RunHistory history, ExperimentBody experiment, CreateRunRequest given, Actor submitter) {

        @Override
        public String toString() {
            return "run " + given.runId();
        }
    }

    /** Starts a run with its token, or not at all. */
    Started start(
            OpenWorkspace open,
            String experiment,
            String givenId,
            JsonNode definition,
            Actor submitter,
            String correlationId) {
        RunHistory history = open.history();
        LocalRunPlan plan = waitingJob(history, experiment, givenId)
                .map(job -> planner.plan(open, job, submitter))
                .orElseGet(() -> planner.plan(open, experiment, givenId, definition));
        CreateRunRequest given = plan.run().givenLocally();
        ExperimentBody parent = experiments.ensure(history, experiment);
        RunToken token = tokens.issue(
                open.workspace(),
                plan.runId(),
                parent.experimentId(),
                submitter.objectId(),
                plan.run().maxRunDurationSeconds());
        JobContent content = plan.run()
                .content(
                        open.workspace(),
                        parent,
                        plan.environment(),
                        plan.files(),
                        submitter.objectId(),
                        correlationId);
        Optional<SealedRun> sealed =
                collected.seal(open.workspace(), CollectedRunMapper.collected(given, content, clock.instant()));
        List<WarningBody> warnings = SecretVariables.warnings(content.environmentVariables());
        store(open, parent, given.withWarnings(warnings), plan.isWaitingJob(), submitter, token, sealed);
        return new Started(open.workspace(), mapper.body(open.workspace(), plan, content, token), plan.files());
    }

    /** A job that waits for its client; any other run of this id is in the way. */
    private Optional<RunBody> waitingJob(RunHistory history, String experiment, String runId) {
        if (runId == null || runs.status(history.workspaceId(), runId).isEmpty()) {
            return Optional.empty();
        }
        RunBody run = runs.get(history, experiment, runId);
        if (!isWaiting(run)) {
            throw RunErrors.exists(runId);
        }
        return Optional.of(run);
    }

    /** Tells whether a run is a job that its client is to start. */
    public static boolean isWaiting(RunBody run) {
        return TARGET.equals(run.target())
                && RunStatus.NotStarted.name().equals(run.status())
                && CommandRun.TYPE.equals(run.runType())
                && run.runDefinition() != null;
    }

    @Transactional
    void store(
            OpenWorkspace open,
            ExperimentBody parent,
            CreateRunRequest given,
            boolean isWaitingJob,
            Actor submitter,
            RunToken token,
            Optional<SealedRun> sealed) {
        RunHistory history = open.history();
        String runId = given.runId();
        if (isWaitingJob) {
            runs.lock(history.workspaceId(), runId)
                    .filter(RunStatus.NotStarted::equals)
                    .orElseThrow(() -> RunErrors.exists(runId));
            runs.setStatus(history, runId, RunStatus.Starting, null);
            runs.tokenIssued(open.workspace(), runId, token);
        } else {
            runs.add(history, parent, runId, given, submitter, token);
        }
        sealed.ifPresent(collected::add);
    }

    /** Prepares a job that a client will start. */
    public WaitingJob prepare(OpenWorkspace open, CommandRun run, Actor submitter) {
        planner.require(open, run);
        if (runs.status(open.history().workspaceId(), run.runId()).isPresent()) {
            throw RunErrors.exists(run.runId());
        }
        return new WaitingJob(
                open.history(),
                experiments.ensure(open.history(), run.experiment()),
                run.givenLocally().withWarnings(SecretVariables.warnings(run.environmentVariables())),
                submitter);
    }

    /** Adds a job to run history, in the caller's transaction. */
    @Transactional
    public void add(WaitingJob job) {
        runs.add(job.history(), job.experiment(), job.given().runId(), job.given(), job.submitter(), null);
    }

    /** Reads jobs that were submitted to run on the machine of their submitter. */
    public interface LocalJobs {

        /**
         * Returns the command of a job.
         *
         * @param definition the job's properties as they are in run history
         */
        CommandRun read(ArmResourceId job, JsonNode definition);
    }
}
