package io.mltwin.compute.execution;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.compute.computetargets.ComputeDeletionStarted;
import io.mltwin.compute.encryption.RunHistory;
import io.mltwin.compute.encryption.ScratchKeys;
import io.mltwin.compute.encryption.WorkspaceKeys;
import io.mltwin.compute.runs.CreateRunRequest;
import io.mltwin.compute.runs.RunBody;
import io.mltwin.compute.runs.RunEnded;
import io.mltwin.compute.runs.RunService;
import io.mltwin.compute.runs.RunStatus;
import io.mltwin.compute.runs.RunToken;
import io.mltwin.platform.clock.PlatformClock;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The queue of a cluster and the runs on its nodes, in the database: what is in it survives every
 * restart, and nothing stays in it without a node that lives. Where a run history is not given, it
 * is opened here, before the transaction.
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
    private final ScratchKeys scratch;
    private final Event<JobQueued> queued;
    private final PlatformClock clock;
    private final SecureRandom random;
    private final ObjectMapper json;

    JobQueue(
            JobRepository repository,
            RunWorkers workers,
            RunService runs,
            WorkspaceKeys keys,
            ScratchKeys scratch,
            Event<JobQueued> queued,
            PlatformClock clock,
            SecureRandom random,
            ObjectMapper json) {
        this.repository = repository;
        this.workers = workers;
        this.runs = runs;
        this.keys = keys;
        this.scratch = scratch;
        this.queued = queued;
        this.clock = clock;
        this.random = random;
        this.json = json;
    }

    /**
     * A run on a node.
     *
     * @param acknowledged whether the node has taken it
     * @param shared whether other nodes have parts of it
     */
    public record Assigned(
            String workspaceId,
            String runId,
            String nodeId,
            boolean acknowledged,
            boolean cancelRequested,
            boolean shared) {}

    /** A run that waits; nobody else gets it before the caller's transaction ends. */
    public record Waiting(String workspaceId, String runId, int nodeCount) {}

    /**
     * What the nodes of a run do next.
     *
     * @param start whether all nodes are ready to begin its command
     * @param finish whether all nodes but the first have ended
     * @param abandon whether the run goes on, but not on this node
     */
    public record Heard(boolean cancel, boolean start, boolean finish, boolean abandon) {}

    /**
     * What a node is to do, with the token of the run.
     *
     * @param retryReason why the run was queued again; null at its first attempt
     * @param spentSeconds how long it was on nodes that it lost
     */
    record Loaded(
            String computeId,
            JobContent content,
            RunToken token,
            Integer masterPort,
            String retryReason,
            long spentSeconds) {}

    /** A job as it is stored: ciphertext. */
    record SealedJob(byte[] content, byte[] token, Instant tokenExpires, int nodeCount) {
        @Override
        public String toString() {
            return "sealed job";
        }
    }

    SealedJob seal(RunHistory history, String runId, JobContent content, RunToken token) {
        return new SealedJob(
                seal(history, runId, content),
                seal(history, runId, token.value()),
                token.expires(),
                content.requirements().instanceCount());
    }

    @Transactional
    void add(RunHistory history, String runId, String computeId, SealedJob sealed) {
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
        return repository
                .nextWaiting(computeId)
                .map(job -> new Waiting(job.workspaceId, job.runId, job.nodeCount));
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

    /** The run's place on this node; empty when it has ended there or is not there. */
    @Transactional
    public Optional<Assigned> assigned(String workspaceId, String runId, String nodeId) {
        Optional<JobEntity> job = repository.byRun(workspaceId, runId);
        if (job.isEmpty() || job.get().nodeId == null) {
            return Optional.empty();
        }
        return job.get().nodeCount == 1
                ? job.filter(found -> nodeId.equals(found.nodeId)).map(this::view)
                : workers.find(workspaceId, runId, nodeId).map(one -> view(job.get(), one));
    }

    /** Notes how far a node is with a run, and says what it is to do. */
    public Heard heard(String workspaceId, String runId, String nodeId, String state) {
        Optional<Assigned> run = assigned(workspaceId, runId, nodeId);
        if (run.isEmpty()) {
            boolean goesOn =
                    runs.status(workspaceId, runId)
                            .filter(status -> !status.isTerminal())
                            .isPresent();
            return new Heard(true, false, false, goesOn);
        }
        boolean cancel = run.get().cancelRequested();
        if (!run.get().shared()) {
            if (!run.get().acknowledged()) {
                acknowledge(workspaceId, runId);
            }
            return new Heard(cancel, true, true, false);
        }
        workers.report(workspaceId, runId, nodeId, state);
        RunWorkers.Progress progress = workers.progress(workspaceId, runId);
        return new Heard(cancel, progress.start(), progress.finish(), false);
    }

    /** The node has taken the run: it is not handed out again. */
    @Transactional
    void acknowledge(String workspaceId, String runId) {
        repository.lock(workspaceId, runId).ifPresent(job -> job.acknowledged = true);
    }

    @Transactional
    public long waiting(String computeId) {
        return repository.waiting(computeId);
    }

    /** Nodes that the run needs which waits longest, and which no other passes; 0 for none. */
    @Transactional
    public int nodesOfNext(String computeId) {
        return repository.firstWaiting(computeId, 1).stream()
                .mapToInt(job -> job.nodeCount)
                .findFirst()
                .orElse(0);
    }

    /** The runs that nodes which are being made will take. */
    @Transactional
    public List<Assigned> firstWaiting(String computeId, int most) {
        return repository.firstWaiting(computeId, most).stream().map(this::view).toList();
    }

    /** The node of a run that has begun is silent. */
    public void notResponding(String workspaceId, String runId) {
        if (runs.status(workspaceId, runId).filter(RunStatus.Running::equals).isPresent()) {
            runs.setStatus(keys.open(workspaceId), runId, RunStatus.NotResponding, null);
        }
    }

    @Transactional
    public List<Assigned> onNodes() {
        return repository.onNodes().stream().flatMap(this::views).toList();
    }

    /** One for each node that has not ended its part. */
    private Stream<Assigned> views(JobEntity job) {
        return job.nodeCount == 1
                ? Stream.of(view(job))
                : workers.active(job.workspaceId, job.runId).stream().map(one -> view(job, one));
    }

    /** Runs whose cancelling was asked for longer ago than this. */
    @Transactional
    public List<Assigned> overdueCancels(Duration within) {
        Instant limit = clock.wall().instant().minus(within);
        return repository.onNodes().stream()
                .filter(job -> job.cancelRequested != null && job.cancelRequested.isBefore(limit))
                .flatMap(this::views)
                .toList();
    }

    /** Back to the queue: the node never took it. Not of a run on several nodes. */
    @Transactional
    public void giveBack(String workspaceId, String runId) {
        repository
                .lock(workspaceId, runId)
                .ifPresent(
                        job -> {
                            job.nodeId = null;
                            job.acknowledged = false;
                            queued.fire(new JobQueued(job.computeId));
                        });
    }

    /** Queues a run again whose node was taken from it; the others of its nodes give it up. */
    public void requeue(String workspaceId, String runId, String reason) {
        requeue(keys.open(workspaceId), runId, reason);
    }

    @Transactional
    void requeue(RunHistory history, String runId, String reason) {
        runs.lock(history.workspaceId(), runId);
        Optional<JobEntity> found =
                repository
                        .lock(history.workspaceId(), runId)
                        .filter(job -> job.nodeId != null && job.cancelRequested == null);
        if (found.isEmpty()
                || !runs.requeue(
                        history, runId, new RunBody.WarningBody("ComputeTarget", reason))) {
            return;
        }
        JobEntity job = found.get();
        if (job.begun != null) {
            job.spentSeconds += Duration.between(job.begun, clock.wall().instant()).toSeconds();
        }
        job.begun = null;
        job.nodeId = null;
        job.acknowledged = false;
        job.retries++;
        job.retryReason = reason;
        workers.remove(history.workspaceId(), runId);
        queued.fire(new JobQueued(job.computeId));
    }

    /** Ends the run as Failed. */
    public void fail(String workspaceId, String runId, String code, String message) {
        end(keys.open(workspaceId), runId, RunStatus.Failed, error(code, message));
    }

    /** Ends the run as Canceled. */
    public void canceled(String workspaceId, String runId) {
        end(keys.open(workspaceId), runId, RunStatus.Canceled, null);
    }

    /** Ends all runs that wait for this target. */
    public void failWaiting(String computeId, String code, String message) {
        failAll(computeId, job -> job.nodeId == null, error(code, message));
    }

    /** Fails runs of a target, all of which belong to one workspace. */
    private void failAll(String computeId, Predicate<JobEntity> which, CreateRunRequest error) {
        workspace(computeId, which)
                .ifPresent(id -> failAll(keys.open(id), computeId, which, error));
    }

    private Optional<String> workspace(String computeId, Predicate<JobEntity> which) {
        return QuarkusTransaction.requiringNew()
                .call(
                        () ->
                                repository.ofCompute(computeId).stream()
                                        .filter(which)
                                        .map(job -> job.workspaceId)
                                        .findFirst());
    }

    @Transactional
    void failAll(
            RunHistory history,
            String computeId,
            Predicate<JobEntity> which,
            CreateRunRequest error) {
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

    /** What a run's node is to do; empty when the run is not in the queue. */
    Optional<Loaded> load(String workspaceId, String runId) {
        return find(workspaceId, runId).map(job -> loaded(keys.open(workspaceId), job));
    }

    private Optional<JobEntity> find(String workspaceId, String runId) {
        return QuarkusTransaction.requiringNew().call(() -> repository.byRun(workspaceId, runId));
    }

    private Loaded loaded(RunHistory history, JobEntity job) {
        return new Loaded(
                job.computeId,
                open(history, job, job.content, JobContent.class),
                new RunToken(open(history, job, job.token, String.class), job.tokenExpires),
                job.masterPort,
                job.retryReason,
                job.spentSeconds);
    }

    private byte[] seal(RunHistory history, String runId, Object value) {
        String place = JobEntity.place(runId);
        return scratch.seal(history.workspaceId(), place, history.seal(place, value));
    }

    private <T> T open(RunHistory history, JobEntity job, byte[] stored, Class<T> type) {
        return history.open(job.place(), scratch.open(job.workspaceId, job.place(), stored), type);
    }

    /** Keeps the newer token of a run that waited long. */
    void replaceToken(String workspaceId, String runId, RunToken token) {
        byte[] sealed = seal(keys.open(workspaceId), runId, token.value());
        QuarkusTransaction.requiringNew()
                .run(
                        () ->
                                repository
                                        .lock(workspaceId, runId)
                                        .ifPresent(
                                                job -> {
                                                    job.token = sealed;
                                                    job.tokenExpires = token.expires();
                                                }));
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
                error("ComputeTargetDeleted", "The compute target of the run was deleted."));
    }

    private void remove(String workspaceId, String runId) {
        workers.remove(workspaceId, runId);
        repository.delete("workspaceId = ?1 and runId = ?2", workspaceId, runId);
    }

    private Assigned view(JobEntity job) {
        return new Assigned(
                job.workspaceId,
                job.runId,
                job.nodeId,
                job.acknowledged,
                job.cancelRequested != null,
                false);
    }

    private Assigned view(JobEntity job, RunWorkers.Worker worker) {
        return new Assigned(
                job.workspaceId,
                job.runId,
                worker.nodeId(),
                worker.acknowledged(),
                job.cancelRequested != null,
                true);
    }

    /** The rank of a node in its run; 0 for the only one. */
    int rank(String workspaceId, String runId, String nodeId) {
        return workers.find(workspaceId, runId, nodeId).map(RunWorkers.Worker::nodeRank).orElse(0);
    }

    private CreateRunRequest error(String code, String message) {
        ObjectNode error = json.createObjectNode();
        error.putObject("error").put("code", code).put("message", message);
        return CreateRunRequest.of(null).error(error).build();
    }
}
