package io.mltwin.compute.execution;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.compute.computetargets.ComputeDeleted;
import io.mltwin.compute.encryption.ScratchKeys;
import io.mltwin.compute.encryption.Sealed;
import io.mltwin.compute.runs.CreateRunBody;
import io.mltwin.compute.runs.RunEnded;
import io.mltwin.compute.runs.RunService;
import io.mltwin.compute.runs.RunStatus;
import io.mltwin.compute.runs.RunToken;
import io.mltwin.platform.PlatformClock;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The queue of a cluster and the runs on its nodes, in the database: what is in it survives every
 * restart, and nothing stays in it without a node that lives.
 */
@Singleton
public class JobQueue {

    private final JobRepository repository;
    private final RunService runs;
    private final Sealed sealed;
    private final ScratchKeys scratch;
    private final Event<JobQueued> queued;
    private final PlatformClock clock;
    private final ObjectMapper json;

    JobQueue(
            JobRepository repository,
            RunService runs,
            Sealed sealed,
            ScratchKeys scratch,
            Event<JobQueued> queued,
            PlatformClock clock,
            ObjectMapper json) {
        this.repository = repository;
        this.runs = runs;
        this.sealed = sealed;
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

    @Transactional
    void add(
            String workspaceId,
            String runId,
            String computeId,
            JobContent content,
            RunToken token) {
        JobEntity job = new JobEntity();
        job.workspaceId = workspaceId;
        job.runId = runId;
        job.computeId = computeId;
        job.queued = clock.instant();
        job.tokenExpires = token.expires();
        job.token = seal(job, token.value());
        job.content = seal(job, content);
        repository.persist(job);
        runs.setStatus(workspaceId, runId, RunStatus.Queued, null);
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
    @Transactional
    public void notResponding(String workspaceId, String runId) {
        if (runs.status(workspaceId, runId).filter(RunStatus.Running::equals).isPresent()) {
            runs.setStatus(workspaceId, runId, RunStatus.NotResponding, null);
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
    @Transactional
    public void fail(String workspaceId, String runId, String code, String message) {
        runs.setStatus(workspaceId, runId, RunStatus.Failed, error(code, message));
        remove(workspaceId, runId);
    }

    /** Ends the run as Canceled. */
    @Transactional
    public void canceled(String workspaceId, String runId) {
        runs.setStatus(workspaceId, runId, RunStatus.Canceled, null);
        remove(workspaceId, runId);
    }

    /** Ends all runs that wait for this target. */
    @Transactional
    public void failWaiting(String computeId, String code, String message) {
        for (JobEntity job : repository.ofCompute(computeId)) {
            if (job.nodeId == null) {
                fail(job.workspaceId, job.runId, code, message);
            }
        }
    }

    /**
     * Cancels a queued run at once, and asks the node of one that is on it; false when there is
     * none.
     */
    @Transactional
    boolean cancel(String workspaceId, String runId) {
        Optional<JobEntity> job = repository.lock(workspaceId, runId);
        if (job.isEmpty()) {
            return false;
        }
        if (job.get().nodeId == null) {
            canceled(workspaceId, runId);
        } else if (job.get().cancelRequested == null) {
            job.get().cancelRequested = clock.wall().instant();
            runs.setStatus(workspaceId, runId, RunStatus.CancelRequested, null);
        }
        return true;
    }

    @Transactional
    Optional<Loaded> load(String workspaceId, String runId) {
        return repository
                .byRun(workspaceId, runId)
                .map(
                        job ->
                                new Loaded(
                                        job.computeId,
                                        open(job, job.content, JobContent.class),
                                        new RunToken(
                                                open(job, job.token, String.class),
                                                job.tokenExpires)));
    }

    private byte[] seal(JobEntity job, Object value) {
        return scratch.seal(
                job.workspaceId, job.place(), sealed.seal(job.workspaceId, job.place(), value));
    }

    private <T> T open(JobEntity job, byte[] stored, Class<T> type) {
        return sealed.open(
                job.workspaceId,
                job.place(),
                scratch.open(job.workspaceId, job.place(), stored),
                type);
    }

    @Transactional
    void replaceToken(String workspaceId, String runId, RunToken token) {
        repository
                .lock(workspaceId, runId)
                .ifPresent(
                        job -> {
                            job.token = seal(job, token.value());
                            job.tokenExpires = token.expires();
                        });
    }

    /** The end of a run, whoever reports it, takes it out of the queue. */
    void ended(@Observes RunEnded end) {
        remove(end.workspaceId(), end.runId());
    }

    void deleted(@Observes ComputeDeleted compute) {
        for (JobEntity job : repository.ofCompute(compute.computeId())) {
            fail(
                    job.workspaceId,
                    job.runId,
                    "ComputeTargetDeleted",
                    "The compute target of the run was deleted.");
        }
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

    private CreateRunBody error(String code, String message) {
        ObjectNode error = json.createObjectNode();
        error.putObject("error").put("code", code).put("message", message);
        return new CreateRunBody(
                null, null, null, null, null, error, null, null, null, null, null, null, null, null,
                null, null, null, null, null, null, null, null, null);
    }
}
