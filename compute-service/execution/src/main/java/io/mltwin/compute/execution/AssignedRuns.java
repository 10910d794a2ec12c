package io.mltwin.compute.execution;

import io.mltwin.compute.encryption.WorkspaceKeys;
import io.mltwin.compute.execution.JobEntity.JobRepository;
import io.mltwin.compute.runs.RunService;
import io.mltwin.compute.runs.RunStatus;
import io.mltwin.platform.clock.PlatformClock;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The runs on nodes, in the database: no run stays here without a node that lives. A run on several
 * nodes is here once for each of them.
 */
@Singleton
public class AssignedRuns {

    private final JobRepository repository;
    private final RunWorkers workers;
    private final RunService runs;
    private final WorkspaceKeys keys;
    private final PlatformClock clock;

    AssignedRuns(
            JobRepository repository, RunWorkers workers, RunService runs, WorkspaceKeys keys, PlatformClock clock) {
        this.repository = repository;
        this.workers = workers;
        this.runs = runs;
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * The next step of a run's nodes.
     *
     * @param start whether all nodes are ready to begin its command
     * @param finish whether all nodes but the first have ended
     * @param abandon whether the run goes on, but not on this node
     */
    public record Instruction(boolean cancel, boolean start, boolean finish, boolean abandon) {}

    /** The run's place on this node; empty when it has ended there or is not there. */
    @Transactional
    public Optional<AssignedRun> find(String workspaceId, String runId, String nodeId) {
        Optional<JobEntity> job = repository.byRun(workspaceId, runId);
        if (job.isEmpty() || job.get().nodeId == null) {
            return Optional.empty();
        }
        return job.get().nodeCount == 1
                ? job.filter(found -> nodeId.equals(found.nodeId)).map(AssignedRun::of)
                : workers.find(workspaceId, runId, nodeId).map(one -> AssignedRun.of(job.get(), one));
    }

    /** Notes how far a node is with a run, and says what it is to do. */
    public Instruction report(String workspaceId, String runId, String nodeId, String state) {
        Optional<AssignedRun> run = find(workspaceId, runId, nodeId);
        if (run.isEmpty()) {
            boolean goesOn = runs.status(workspaceId, runId)
                    .filter(status -> !status.isTerminal())
                    .isPresent();
            return new Instruction(true, false, false, goesOn);
        }
        boolean cancel = run.get().cancelRequested();
        if (!run.get().shared()) {
            if (!run.get().acknowledged()) {
                acknowledge(workspaceId, runId);
            }
            return new Instruction(cancel, true, true, false);
        }
        workers.report(workspaceId, runId, nodeId, state);
        RunWorkers.Progress progress = workers.progress(workspaceId, runId);
        return new Instruction(cancel, progress.start(), progress.finish(), false);
    }

    /** The node has taken the run: it is not handed out again. */
    @Transactional
    void acknowledge(String workspaceId, String runId) {
        repository.lock(workspaceId, runId).ifPresent(job -> job.acknowledged = true);
    }

    /** The node of a run that has begun is silent. */
    public void notResponding(String workspaceId, String runId) {
        if (runs.status(workspaceId, runId).filter(RunStatus.Running::equals).isPresent()) {
            runs.setStatus(keys.open(workspaceId), runId, RunStatus.NotResponding, null);
        }
    }

    @Transactional
    public List<AssignedRun> onNodes() {
        return repository.onNodes().stream().flatMap(this::views).toList();
    }

    /** One for each node that has not ended its part. */
    private Stream<AssignedRun> views(JobEntity job) {
        return job.nodeCount == 1
                ? Stream.of(AssignedRun.of(job))
                : workers.active(job.workspaceId, job.runId).stream().map(one -> AssignedRun.of(job, one));
    }

    /** Runs whose cancelling was asked for longer ago than this. */
    @Transactional
    public List<AssignedRun> overdueCancels(Duration within) {
        Instant limit = clock.wall().instant().minus(within);
        return repository.onNodes().stream()
                .filter(job -> job.cancelRequested != null && job.cancelRequested.isBefore(limit))
                .flatMap(this::views)
                .toList();
    }

    /** The rank of a node in its run; 0 for the only one. */
    int rank(String workspaceId, String runId, String nodeId) {
        return workers.find(workspaceId, runId, nodeId)
                .map(RunWorkers.Worker::nodeRank)
                .orElse(0);
    }

    /**
     * A run on a node.
     *
     * @param acknowledged whether the node has taken it
     * @param shared whether other nodes have parts of it
     */
    public record AssignedRun(
            String workspaceId,
            String runId,
            String nodeId,
            boolean acknowledged,
            boolean cancelRequested,
            boolean shared) {

        static AssignedRun of(JobEntity job) {
            return new AssignedRun(
                    job.workspaceId, job.runId, job.nodeId, job.acknowledged, job.cancelRequested != null, false);
        }

        static AssignedRun of(JobEntity job, RunWorkers.Worker worker) {
            return new AssignedRun(
                    job.workspaceId,
                    job.runId,
                    worker.nodeId(),
                    worker.acknowledged(),
                    job.cancelRequested != null,
                    true);
        }
    }
}
