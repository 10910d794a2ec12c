package io.mltwin.compute.nodes;

import io.mltwin.armweb.AzureException;
import io.mltwin.compute.computetargets.ComputeDeleted;
import io.mltwin.compute.computetargets.ComputeTarget;
import io.mltwin.compute.computetargets.ComputeTargets;
import io.mltwin.compute.execution.JobDispatch;
import io.mltwin.compute.execution.JobQueue;
import io.mltwin.compute.execution.JobQueue.Assigned;
import io.mltwin.compute.execution.NodeJobBody;
import io.mltwin.compute.monitor.RunMonitorPoints;
import io.mltwin.compute.runs.RunService;
import io.mltwin.compute.runs.RunStatus;
import io.mltwin.platform.Addresses;
import io.mltwin.platform.ServiceName;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * The nodes of clusters: Azure ML's managed compute in Microsoft's subscription. A node has at most
 * one run; what it was given and never took is given out again.
 */
@Singleton
class NodeService {

    private final NodeRepository repository;
    private final JobQueue queue;
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
     * The node that proves itself with this secret.
     *
     * @throws AzureException 401 for another secret, 410 for a node that is to go
     */
    @Transactional
    Node authenticate(String nodeId, NodeSecret secret) {
        if (secret == null) {
            throw new AzureException(
                    401,
                    "InvalidNodeSecret",
                    "A node proves itself with 'Authorization: Node {secret}'.");
        }
        NodeEntity node = repository.findByIdOptional(nodeId).orElseThrow(NodeService::gone);
        if (!secret.matches(node.secretSha256)) {
            throw new AzureException(
                    401, "InvalidNodeSecret", "The secret is not the one of this node.");
        }
        heartbeats.seen(nodeId);
        if (node.released) {
            throw gone();
        }
        return Node.of(node);
    }

    /**
     * The run the node is to execute, or empty while there is none. A request that waits for work
     * may be older than the silence that loses a node with a run: the silence begins again here.
     */
    Optional<NodeJobBody> next(Node node) {
        heartbeats.seen(node.nodeId());
        while (true) {
            failAbandoned(node);
            Optional<String> runId =
                    QuarkusTransaction.requiringNew().call(() -> assign(node.nodeId()));
            if (runId.isEmpty()) {
                return Optional.empty();
            }
            Optional<NodeJobBody> job = dispatch.job(node.workspaceId(), runId.get());
            if (job.isPresent()) {
                return job.map(body -> placed(node, body));
            }
        }
    }

    private NodeJobBody placed(Node node, NodeJobBody job) {
        return NodeIds.isOnMachine(node.nodeId())
                ? MachineJob.of(
                        job,
                        node.nodeId(),
                        addresses.address(ServiceName.COMPUTE),
                        node.workspaceArmId())
                : job;
    }

    /** A node that asks for work has no run any more: one that it began has failed. */
    private void failAbandoned(Node node) {
        held(node.nodeId())
                .filter(this::hasBegun)
                .ifPresent(
                        job ->
                                fail(
                                        node.workspaceArmId(),
                                        job,
                                        "ServiceError",
                                        "The node gave the run up without reporting its end."));
    }

    private void fail(String workspaceArmId, Assigned job, String code, String reason) {
        queue.fail(job.workspaceId(), job.runId(), code, reason);
        log.write(workspaceArmId, job.runId(), reason);
    }

    /** The run that the node was given and that has not ended. */
    private Optional<Assigned> held(String nodeId) {
        return QuarkusTransaction.requiringNew()
                .call(() -> repository.findByIdOptional(nodeId).flatMap(this::job));
    }

    private Optional<Assigned> job(NodeEntity node) {
        return node.runId == null
                ? Optional.empty()
                : queue.assigned(node.workspaceId, node.runId, node.nodeId);
    }

    private Optional<String> assign(String nodeId) {
        NodeEntity node =
                repository
                        .lock(nodeId)
                        .filter(found -> !found.released)
                        .orElseThrow(NodeService::gone);
        Optional<Assigned> mine = job(node);
        if (mine.isPresent()) {
            // begun since it was looked at: the next request for work ends it
            return mine.filter(job -> !hasBegun(job)).map(Assigned::runId);
        }
        node.runId = node.unusable ? null : queue.claim(node.computeId, nodeId).orElse(null);
        if (node.runId != null) {
            node.idleSince = null;
        } else if (node.idleSince == null) {
            node.idleSince = clock.instant();
        }
        return Optional.ofNullable(node.runId);
    }

    private boolean hasBegun(Assigned job) {
        return job.acknowledged()
                || runs.status(job.workspaceId(), job.runId())
                        .filter(
                                status ->
                                        status != RunStatus.Queued
                                                && status != RunStatus.CancelRequested)
                        .isPresent();
    }

    /** Notes that the node works on the run; true when it is to cancel it. */
    boolean heartbeat(Node node, String runId) {
        Optional<Assigned> job = queue.assigned(node.workspaceId(), runId, node.nodeId());
        if (job.isPresent() && !job.get().acknowledged()) {
            queue.acknowledge(node.workspaceId(), runId);
        }
        return job.isEmpty() || job.get().cancelRequested();
    }

    /** What the node measured of its run; of any other run it has nothing to say. */
    void cpuUtilization(Node node, String runId, double percent) {
        if (queue.assigned(node.workspaceId(), runId, node.nodeId()).isEmpty()) {
            throw new AzureException(404, "RunNotFound", "The node does not have this run.");
        }
        monitorPoints.cpuUtilization(
                node.workspaceId(), runId, node.nodeId(), node.computeId(), percent);
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
     * The node is no more: its run fails, or goes back to the queue when the node never took it.
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

    private void end(String workspaceArmId, Assigned job, String why) {
        if (job.cancelRequested()) {
            queue.canceled(job.workspaceId(), job.runId());
        } else if (hasBegun(job)) {
            fail(
                    workspaceArmId,
                    job,
                    "NodeLost",
                    "The node " + job.nodeId() + " of the run was lost: " + why + ".");
        }
    }

    /** A run that began since it was looked at stays behind, and fails as one without a node. */
    @Transactional
    void delete(String nodeId) {
        Optional<NodeEntity> node = repository.lock(nodeId);
        node.flatMap(this::job)
                .filter(job -> !job.cancelRequested() && !hasBegun(job))
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
