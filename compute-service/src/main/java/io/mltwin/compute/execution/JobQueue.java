package io.mltwin.compute.execution;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.compute.computetargets.ComputeDeletionStarted;
import io.mltwin.compute.encryption.RunHistory;
import io.mltwin.compute.encryption.ScratchKeys;
import io.mltwin.compute.encryption.WorkspaceKeys;
import io.mltwin.compute.runs.CreateRunRequest;
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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The queue of a cluster and the runs on its nodes, in the database: what is in it survives every
 * restart, and nothing stays in it without a node that lives. Where a run history is not given, it
 * is opened here, before the transaction.
 */
@Singleton
public class JobQueue {

    private final JobRepository repository;
    private final RunService runs;
    private final WorkspaceKeys keys;
    private final ScratchKeys scratch;
    private final Event<JobQueued> queued;
    private final PlatformClock clock;
    private final ObjectMapper json;

    JobQueue(
            JobRepository repository,
            RunService runs,
            WorkspaceKeys keys,
            ScratchKeys scratch,
            Event<JobQueued> queued,
            PlatformClock clock,
            ObjectMapper json) {
        this.repository = repository;
        this.runs = runs;
        this.keys = keys;
        this.scratch = scratch;
        this.queued = queued;
        this.clock = clock;
        this.json = json;
    }

    /** A run on a node. */
    public record Assigned(
            String workspaceId,
            String runId,
            String nodeId,
            boolean acknowledged,
            boolean cancelRequested) {}

    /** What a node is to do, with the token of the run. */
    record Loaded(String computeId, JobContent content, RunToken token) {}

    /** A job as it is stored: ciphertext. */
    record SealedJob(byte[] content, byte[] token, Instant tokenExpires) {
        @Override
        public String toString() {
            return "sealed job";
        }
    }

    SealedJob seal(RunHistory history, String runId, JobContent content, RunToken token) {
        return new SealedJob(
                seal(history, runId, content),
                seal(history, runId, token.value()),
                token.expires());
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
        repository.persist(job);
        runs.setStatus(history, runId, RunStatus.Queued, null);
        queued.fire(new JobQueued(computeId));
    }

    /** Gives the node the run that waits longest; its id, or empty. */
    @Transactional
    public Optional<String> claim(String computeId, String nodeId) {
        Optional<JobEntity> job = repository.nextWaiting(computeId);
        job.ifPresent(
                found -> {
                    found.nodeId = nodeId;
                    found.acknowledged = false;
                });
        return job.map(found -> found.runId);
    }

    /** The run's place on this node; empty when it has ended or is not there. */
    @Transactional
    public Optional<Assigned> assigned(String workspaceId, String runId, String nodeId) {
        return repository
                .byRun(workspaceId, runId)
                .filter(job -> nodeId.equals(job.nodeId))
                .map(this::view);
    }

    /** The node has taken the run: it is not handed out again. */
    @Transactional
    public void acknowledge(String workspaceId, String runId) {
        repository.lock(workspaceId, runId).ifPresent(job -> job.acknowledged = true);
    }

    @Transactional
    public long waiting(String computeId) {
        return repository.waiting(computeId);
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
        return repository.onNodes().stream().map(this::view).toList();
    }

    /** Runs whose cancelling was asked for longer ago than this. */
    @Transactional
    public List<Assigned> overdueCancels(Duration within) {
        Instant limit = clock.wall().instant().minus(within);
        return repository.onNodes().stream()
                .filter(job -> job.cancelRequested != null && job.cancelRequested.isBefore(limit))
                .map(this::view)
                .toList();
    }

    /** Back to the queue: the node never took it. */
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
                new RunToken(open(history, job, job.token, String.class), job.tokenExpires));
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

    /** The runs of a target end before it is deleted. */
    void deleting(@Observes ComputeDeletionStarted compute) {
        failAll(
                compute.computeId(),
                job -> true,
                error("ComputeTargetDeleted", "The compute target of the run was deleted."));
    }

    private void remove(String workspaceId, String runId) {
        repository.delete("workspaceId = ?1 and runId = ?2", workspaceId, runId);
    }

    private Assigned view(JobEntity job) {
        return new Assigned(
                job.workspaceId,
                job.runId,
                job.nodeId,
                job.acknowledged,
                job.cancelRequested != null);
    }

    private CreateRunRequest error(String code, String message) {
        ObjectNode error = json.createObjectNode();
        error.putObject("error").put("code", code).put("message", message);
        return CreateRunRequest.of(null).error(error).build();
    }
}
