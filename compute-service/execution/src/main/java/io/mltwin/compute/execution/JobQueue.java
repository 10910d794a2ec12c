package io.mltwin.compute.execution;

import io.mltwin.compute.computetargets.ComputeTarget.ComputeDeletionStarted;
import io.mltwin.compute.encryption.RunHistory;
import io.mltwin.compute.encryption.WorkspaceKeys;
import io.mltwin.compute.execution.AssignedRuns.AssignedRun;
import io.mltwin.compute.execution.JobEntity.JobRepository;
import io.mltwin.compute.runs.CreateRunRequest;
import io.mltwin.compute.runs.RunBody;
import io.mltwin.compute.runs.RunEnded;
import io.mltwin.compute.runs.RunService;
import io.mltwin.compute.runs.RunStatus;
import io.mltwin.platform.clock.PlatformClock;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Puts runs into the queue of their target and takes them from it, in the database: a queued run
 * survives every restart. Where a run history is not given, it is opened here, before the
 * transaction. {@link AssignedRuns} has the runs that are on nodes.
 */
@Singleton
public class JobQueue {

    /** Below the ports that Linux gives to clients. */
    private static final int FIRST_PORT = 23_000;

    private static final int PORTS = 9_000;

    private final JobRepository repository;
    private final RunWorkers workers;
    private final RunService runs;
    private final WorkspaceKeys keys;
    private final Event<JobQueued> queued;
    private final PlatformClock clock;
    private final SecureRandom random;

    JobQueue(
            JobRepository repository,
            RunWorkers workers,
            RunService runs,
            WorkspaceKeys keys,
            Event<JobQueued> queued,
            PlatformClock clock,
            SecureRandom random) {
        this.repository = repository;
        this.workers = workers;
        this.runs = runs;
        this.keys = keys;
        this.queued = queued;
        this.clock = clock;
        this.random = random;
    }

    /** A run that waits; nobody else gets it before the caller's transaction ends. */
    public record Waiting(String workspaceId, String runId, int nodeCount) {}

    @Transactional
    void add(RunHistory history, String runId, String computeId, SealedJobs.SealedJob sealed) {
        JobEntity job = new JobEntity();
        job.workspaceId = history.workspaceId();
        job.runId = runId;
        job.computeId = computeId;
        job.queued = clock.instant();
        job.tokenExpires = sealed.tokenExpires();
        job.token = sealed.token();
        job.content = sealed.content();
        job.nodeCount = sealed.nodeCount();
        repository.persist(job);
        runs.setStatus(history, runId, RunStatus.Queued, null);
        queued.fire(new JobQueued(computeId));
    }

    /** Takes the run that waits longest, for {@link #assign}. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<Waiting> lockNext(String computeId) {
        return repository.nextWaiting(computeId).map(job -> new Waiting(job.workspaceId, job.runId, job.nodeCount));
    }

    /** Gives a run that was taken to its nodes, of which the first speaks for it. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void assign(Waiting run, List<String> nodeIds) {
        JobEntity job = repository.lock(run.workspaceId(), run.runId()).orElseThrow();
        job.nodeId = nodeIds.get(0);
        job.acknowledged = false;
        job.begun = clock.wall().instant();
        job.masterPort = FIRST_PORT + random.nextInt(PORTS);
        if (nodeIds.size() > 1) {
            workers.add(run.workspaceId(), run.runId(), nodeIds);
            // the others wait in requests of their own
            queued.fire(new JobQueued(job.computeId));
        }
    }

    /** Returns how many runs wait for a target. */
    @Transactional
    public long waiting(String computeId) {
        return repository.waiting(computeId);
    }

    /**
     * Returns how many nodes the run needs that waits longest, 0 when none waits. No run passes
     * another.
     */
    @Transactional
    public int nodesOfNext(String computeId) {
        return repository.firstWaiting(computeId, 1).stream()
                .mapToInt(job -> job.nodeCount)
                .findFirst()
                .orElse(0);
    }

    /** Returns the runs that wait longest, at most so many: nodes that are being made take them. */
    @Transactional
    public List<AssignedRun> firstWaiting(String computeId, int most) {
        return repository.firstWaiting(computeId, most).stream()
                .map(AssignedRun::of)
                .toList();
    }

    /** Puts a run back that its one node was given and never took. */
    @Transactional
    public void giveBack(String workspaceId, String runId) {
        repository.lock(workspaceId, runId).ifPresent(job -> {
            job.nodeId = null;
            job.acknowledged = false;
            queued.fire(new JobQueued(job.computeId));
        });
    }

    /**
     * Queues a run again whose node was taken from it; its other nodes give it up.
     *
     * @param reason which the run shows as a warning
     */
    public void requeue(String workspaceId, String runId, String reason) {
        requeue(keys.open(workspaceId), runId, reason);
    }

    @Transactional
    void requeue(RunHistory history, String runId, String reason) {
        runs.lock(history.workspaceId(), runId);
        Optional<JobEntity> found = repository
                .lock(history.workspaceId(), runId)
                .filter(job -> job.nodeId != null && job.cancelRequested == null);
        if (found.isEmpty() || !runs.requeue(history, runId, new RunBody.WarningBody("ComputeTarget", reason))) {
            return;
        }
        JobEntity job = found.get();
        if (job.begun != null) {
            job.spentSeconds +=
                    Duration.between(job.begun, clock.wall().instant()).toSeconds();
        }
        job.begun = null;
        job.nodeId = null;
        job.acknowledged = false;
        job.retries++;
        job.retryReason = reason;
        workers.remove(history.workspaceId(), runId);
        queued.fire(new JobQueued(job.computeId));
    }

    /**
     * Ends a run as Failed.
     *
     * @param code of Azure ML's error, such as {@code UserError}
     */
    public void fail(String workspaceId, String runId, String code, String message) {
        end(keys.open(workspaceId), runId, RunStatus.Failed, CreateRunRequest.failed(code, message));
    }

    /** Ends a run as Canceled. */
    public void canceled(String workspaceId, String runId) {
        end(keys.open(workspaceId), runId, RunStatus.Canceled, null);
    }

    /** Fails all runs that wait for a target. */
    public void failWaiting(String computeId, String code, String message) {
        failAll(computeId, job -> job.nodeId == null, CreateRunRequest.failed(code, message));
    }

    /** Fails runs of a target, all of which belong to one workspace. */
    private void failAll(String computeId, Predicate<JobEntity> which, CreateRunRequest error) {
        workspace(computeId, which).ifPresent(id -> failAll(keys.open(id), computeId, which, error));
    }

    private Optional<String> workspace(String computeId, Predicate<JobEntity> which) {
        return QuarkusTransaction.requiringNew()
                .call(() -> repository.ofCompute(computeId).stream()
                        .filter(which)
                        .map(job -> job.workspaceId)
                        .findFirst());
    }

    @Transactional
    void failAll(RunHistory history, String computeId, Predicate<JobEntity> which, CreateRunRequest error) {
        repository.ofCompute(computeId).stream()
                .filter(which)
                .forEach(job -> end(history, job.runId, RunStatus.Failed, error));
    }

    @Transactional
    void end(RunHistory history, String runId, RunStatus status, CreateRunRequest error) {
        runs.setStatus(history, runId, status, error);
        remove(history.workspaceId(), runId);
    }

    /**
     * Cancels a queued run at once, and asks the node of one that is on it; false when there is
     * none.
     */
    @Transactional
    boolean cancel(RunHistory history, String runId) {
        // in the order in which a run that ends locks them
        runs.lock(history.workspaceId(), runId);
        Optional<JobEntity> job = repository.lock(history.workspaceId(), runId);
        if (job.isEmpty()) {
            return false;
        }
        if (job.get().nodeId == null) {
            end(history, runId, RunStatus.Canceled, null);
        } else if (job.get().cancelRequested == null) {
            job.get().cancelRequested = clock.wall().instant();
            runs.setStatus(history, runId, RunStatus.CancelRequested, null);
        }
        return true;
    }

    /** Removes a run from the queue when it ends. */
    void ended(@Observes RunEnded end) {
        remove(end.workspaceId(), end.runId());
    }

    /** Ends the runs of a target before the target is deleted. */
    void deleting(@Observes ComputeDeletionStarted compute) {
        failAll(
                compute.computeId(),
                job -> true,
                CreateRunRequest.failed("ComputeTargetDeleted", "The compute target of the run was deleted."));
    }

    private void remove(String workspaceId, String runId) {
        workers.remove(workspaceId, runId);
        repository.delete("workspaceId = ?1 and runId = ?2", workspaceId, runId);
    }

    /** Fired inside the transaction that queues a run or gives one back to the queue. */
    public record JobQueued(String computeId) {}
}
