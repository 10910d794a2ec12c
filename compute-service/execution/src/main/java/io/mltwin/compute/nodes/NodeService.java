package io.mltwin.compute.nodes;

import static io.mltwin.armweb.AzureException.notFound;

import io.mltwin.armweb.AzureException;
import io.mltwin.compute.computetargets.ComputeTarget;
import io.mltwin.compute.computetargets.ComputeTarget.ComputeDeleted;
import io.mltwin.compute.computetargets.ComputeTargets;
import io.mltwin.compute.execution.AssignedRuns;
import io.mltwin.compute.execution.AssignedRuns.AssignedRun;
import io.mltwin.compute.execution.JobDispatch;
import io.mltwin.compute.execution.JobQueue;
import io.mltwin.compute.monitor.RunMonitorPoints;
import io.mltwin.compute.nodes.NodeEntity.NodeRepository;
import io.mltwin.compute.runs.RunService;
import io.mltwin.compute.runs.RunStatus;
import io.mltwin.node.job.JobBody;
import io.mltwin.platform.Addresses;
import io.mltwin.platform.ServiceName;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The nodes of clusters: Azure ML's managed compute in Microsoft's subscription. A node has at most
 * one run; what it was given and never took is given out again. A run on several nodes is given to
 * all of them at once, and fails with any of them.
 */
@Singleton
class NodeService {

    private final NodeRepository repository;
    private final JobQueue queue;
    private final AssignedRuns assigned;
    private final JobDispatch dispatch;
    private final RunService runs;
    private final ComputeTargets computes;
    private final NodeHeartbeats heartbeats;
    private final RunMonitorPoints monitorPoints;
    private final LostRunLog log;
    private final Addresses addresses;
    private final SecureRandom random;
    private final Clock clock;

    NodeService(
            NodeRepository repository,
            JobQueue queue,
            AssignedRuns assigned,
            JobDispatch dispatch,
            RunService runs,
            ComputeTargets computes,
            NodeHeartbeats heartbeats,
            RunMonitorPoints monitorPoints,
            LostRunLog log,
            Addresses addresses,
            SecureRandom random,
            Clock clock) {
        this.repository = repository;
        this.queue = queue;
        this.assigned = assigned;
        this.dispatch = dispatch;
        this.runs = runs;
        this.computes = computes;
        this.heartbeats = heartbeats;
        this.monitorPoints = monitorPoints;
        this.log = log;
        this.addresses = addresses;
        this.random = random;
        this.clock = clock;
    }

    /** A node that was just added, with the secret that only it is told. */
    record Added(String nodeId, NodeSecret secret) {}

    /**
     * Returns the node that proves itself with this secret.
     *
     * @throws AzureException 401 for another secret, 410 for a node that is to go
     */
    @Transactional
    Node authenticate(String nodeId, NodeSecret secret) {
        if (secret == null) {
            throw new AzureException(
                    401, "InvalidNodeSecret", "A node proves itself with 'Authorization: Node {secret}'.");
        }
        NodeEntity node = repository.findByIdOptional(nodeId).orElseThrow(NodeService::gone);
        if (!secret.matches(node.secretSha256)) {
            throw new AzureException(401, "InvalidNodeSecret", "The secret is not the one of this node.");
        }
        heartbeats.seen(nodeId);
        if (node.released || node.preempted != null) {
            throw gone();
        }
        return Node.of(node);
    }

    /**
     * Returns the run that the node is to execute; empty while there is none. A request that waits
     * for work may be older than the silence that loses a node with a run: the silence begins again
     * here.
     */
    Optional<JobBody> next(Node node) {
        heartbeats.seen(node.nodeId());
        while (true) {
            failAbandoned(node);
            Optional<String> runId =
                    QuarkusTransaction.requiringNew().call(() -> assign(node.computeId(), node.nodeId()));
            if (runId.isEmpty()) {
                return Optional.empty();
            }
            Optional<JobBody> job = dispatch.job(node.workspaceId(), runId.get(), node.nodeId());
            if (job.isPresent()) {
                return job.map(body -> placed(node, body));
            }
        }
    }

    private JobBody placed(Node node, JobBody job) {
        return NodeIds.isOnMachine(node.nodeId())
                ? MachineJob.of(job, node.nodeId(), addresses.address(ServiceName.COMPUTE), node.workspaceArmId())
                : job;
    }

    /** A node that asks for work has no run any more: one that it began has failed. */
    private void failAbandoned(Node node) {
        held(node.nodeId())
                .filter(this::hasBegun)
                .ifPresent(job -> fail(
                        node.workspaceArmId(),
                        job,
                        "ServiceError",
                        "The node gave the run up without reporting its end."));
    }

    private void fail(String workspaceArmId, AssignedRun job, String code, String reason) {
        queue.fail(job.workspaceId(), job.runId(), code, reason);
        log.write(workspaceArmId, job.runId(), reason);
    }

    /** Returns the run that the node was given and that has not ended. */
    private Optional<AssignedRun> held(String nodeId) {
        return QuarkusTransaction.requiringNew()
                .call(() -> repository.findByIdOptional(nodeId).flatMap(this::job));
    }

    private Optional<AssignedRun> job(NodeEntity node) {
        return node.runId == null ? Optional.empty() : assigned.find(node.workspaceId, node.runId, node.nodeId);
    }

    private Optional<String> assign(String computeId, String nodeId) {
        repository.lockClaims(computeId);
        NodeEntity node = repository
                .lock(nodeId)
                .filter(found -> !found.released && found.preempted == null)
                .orElseThrow(NodeService::gone);
        Optional<AssignedRun> mine = job(node);
        if (mine.isPresent()) {
            // begun since it was looked at: the next request for work ends it
            return mine.filter(job -> !hasBegun(job)).map(AssignedRun::runId);
        }
        node.runId = null;
        if (!node.unusable) {
            claim(node);
        }
        if (node.runId == null && node.idleSince == null) {
            node.idleSince = clock.instant();
        }
        return Optional.ofNullable(node.runId);
    }

    /**
     * Gives the node the run that waits longest, with as many idle nodes as that needs; where they
     * are not all there, the run and the nodes wait.
     */
    private void claim(NodeEntity node) {
        Optional<JobQueue.Waiting> next = queue.lockNext(node.computeId);
        if (next.isEmpty()) {
            return;
        }
        int others = next.get().nodeCount() - 1;
        List<NodeEntity> all = new ArrayList<>(List.of(node));
        if (others > 0) {
            all.addAll(repository.lockIdle(node.computeId, node.nodeId, others));
        }
        if (all.size() <= others) {
            return;
        }
        queue.assign(next.get(), all.stream().map(one -> one.nodeId).toList());
        for (NodeEntity one : all) {
            one.runId = next.get().runId();
            one.idleSince = null;
        }
    }

    /** Returns whether the node has taken the run; other nodes may have, of a run on several. */
    private boolean hasBegun(AssignedRun job) {
        return job.acknowledged()
                || !job.shared()
                        && runs.status(job.workspaceId(), job.runId())
                                .filter(status -> status != RunStatus.Queued && status != RunStatus.CancelRequested)
                                .isPresent();
    }

    /** Notes how far the node is with the run, and says what it is to do. */
    AssignedRuns.Instruction heartbeat(Node node, String runId, String state) {
        return assigned.report(node.workspaceId(), runId, node.nodeId(), state);
    }

    /**
     * Notes what the node measured of its run.
     *
     * @param percent of all processors of the node, 0 to 100
     * @throws AzureException 404 for a run that the node does not have
     */
    void cpuUtilization(Node node, String runId, double percent) {
        if (assigned.find(node.workspaceId(), runId, node.nodeId()).isEmpty()) {
            throw notFound("RunNotFound", "The node does not have this run.");
        }
        monitorPoints.cpuUtilization(node.workspaceId(), runId, node.nodeId(), node.computeId(), percent);
    }

    @Transactional
    List<Node> all() {
        return repository.listAll().stream().map(Node::of).toList();
    }

    @Transactional
    Added add(ComputeTarget cluster) {
        NodeSecret secret = NodeSecret.generate(random);
        NodeEntity node = new NodeEntity();
        node.nodeId = NodeIds.generate(cluster.isAttachedMachine(), random);
        node.computeId = cluster.computeId();
        node.workspaceId = cluster.workspaceId();
        node.workspaceArmId = cluster.workspaceArmId();
        node.secretSha256 = secret.sha256();
        node.created = clock.instant();
        node.unusable = computes.isCutOff(node.computeId);
        repository.persist(node);
        heartbeats.seen(node.nodeId);
        return new Added(node.nodeId, secret);
    }

    /**
     * Makes the nodes of a cluster usable or unusable. An unusable node gets no run; one that it
     * has goes on.
     *
     * @return whether that changed for any
     */
    @Transactional
    boolean setUnusable(String computeId, boolean unusable) {
        return repository.setUnusable(computeId, unusable) > 0;
    }

    /** Sends an idle node away; false when it has got a run meanwhile. */
    @Transactional
    boolean release(String nodeId) {
        Optional<NodeEntity> node = repository.lock(nodeId);
        if (node.isEmpty() || node.get().runId != null) {
            return false;
        }
        node.get().released = true;
        return true;
    }

    /**
     * Removes a node that is no more. Its run fails, or goes back to the queue when the node never
     * took it.
     */
    void remove(String nodeId, String why) {
        held(nodeId).ifPresent(job -> end(workspaceOf(nodeId), job, why));
        delete(nodeId);
    }

    private String workspaceOf(String nodeId) {
        return QuarkusTransaction.requiringNew()
                .call(() -> repository.findByIdOptional(nodeId).orElseThrow(NodeService::gone))
                .workspaceArmId;
    }

    private void end(String workspaceArmId, AssignedRun job, String why) {
        if (job.cancelRequested()) {
            queue.canceled(job.workspaceId(), job.runId());
        } else if (job.shared() || hasBegun(job)) {
            fail(workspaceArmId, job, "NodeLost", "The node " + job.nodeId() + " of the run was lost: " + why + ".");
        }
    }

    /**
     * Queues the run of a node again that Azure has taken back, as it may with one of low priority.
     * The run keeps the time that it had.
     */
    void takeBack(String nodeId) {
        Optional<AssignedRun> run = held(nodeId);
        run.ifPresent(job -> {
            if (job.cancelRequested()) {
                queue.canceled(job.workspaceId(), job.runId());
            } else {
                queue.requeue(
                        job.workspaceId(),
                        job.runId(),
                        "The low-priority node " + nodeId + " was preempted; the run is queued again.");
            }
        });
        forgetRun(nodeId);
        heartbeats.forget(nodeId);
    }

    private void forgetRun(String nodeId) {
        QuarkusTransaction.requiringNew().run(() -> repository.lock(nodeId).ifPresent(node -> node.runId = null));
    }

    /** Forgets nodes that were taken back, once their target has what it needs again. */
    @Transactional
    void forgetPreempted(String computeId) {
        repository.delete("computeId = ?1 and preempted is not null and runId is null", computeId);
    }

    /**
     * Deletes a node and gives a run back that it never took. A run that began meanwhile stays
     * behind, and fails as one without a node.
     */
    @Transactional
    void delete(String nodeId) {
        Optional<NodeEntity> node = repository.lock(nodeId);
        node.flatMap(this::job)
                .filter(job -> !job.cancelRequested() && !job.shared() && !hasBegun(job))
                .ifPresent(job -> queue.giveBack(job.workspaceId(), job.runId()));
        node.ifPresent(repository::delete);
        heartbeats.forget(nodeId);
    }

    void deleted(@Observes ComputeDeleted compute) {
        repository.list("computeId", compute.computeId()).forEach(node -> node.released = true);
    }

    private static AzureException gone() {
        return new AzureException(410, "NodeReleased", "This node is not needed any more.");
    }
}
