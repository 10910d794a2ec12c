package io.mltwin.compute.nodes;

import io.mltwin.compute.ComputeConfig;
import io.mltwin.compute.computetargets.ComputeTarget;
import io.mltwin.compute.computetargets.ComputeTargets;
import io.mltwin.compute.execution.AssignedRuns.AssignedRun;
import io.mltwin.compute.execution.JobQueue;
import io.mltwin.compute.monitor.RunMonitorPoints;
import io.mltwin.compute.quotas.NodeQuota;
import io.mltwin.memory.BoundedMemory;
import io.mltwin.platform.reset.Resettable;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Scales a cluster between its minimum and maximum: up at once when runs wait, down when a node has
 * been idle for the cluster's idle time on the platform's clock. An attached machine has a node
 * while it has runs, which counts for no quota; serverless compute has nodes for one run, and none
 * once that has ended.
 */
@Singleton
class ClusterScaler implements Resettable {

    private static final Logger LOG = Logger.getLogger(ClusterScaler.class);
    private static final int FAILED_STARTS = 3;
    private static final Duration PAUSE_AFTER_FAILURES = Duration.ofSeconds(30);

    private final NodeService nodes;
    private final NodeHost host;
    private final NodeQuota quota;
    private final ComputeTargets computes;
    private final ScaleInLocks locks;
    private final JobQueue queue;
    private final JobNotifier notifier;
    private final RunMonitorPoints monitorPoints;
    private final ComputeConfig config;
    private final Clock clock;
    private final Map<String, Integer> failedStarts = new ConcurrentHashMap<>();
    private final BoundedMemory<String, Boolean> paused = BoundedMemory.ofSmall(PAUSE_AFTER_FAILURES);

    ClusterScaler(
            NodeService nodes,
            NodeHost host,
            NodeQuota quota,
            ComputeTargets computes,
            ScaleInLocks locks,
            JobQueue queue,
            JobNotifier notifier,
            RunMonitorPoints monitorPoints,
            ComputeConfig config,
            Clock clock) {
        this.nodes = nodes;
        this.host = host;
        this.quota = quota;
        this.computes = computes;
        this.locks = locks;
        this.queue = queue;
        this.notifier = notifier;
        this.monitorPoints = monitorPoints;
        this.config = config;
        this.clock = clock;
    }

    /**
     * Brings one cluster nearer to the size it needs.
     *
     * @param clusters all clusters, of which others may have to give up idle nodes
     */
    void scale(ComputeTarget cluster, List<ComputeTarget> clusters, List<Node> all) {
        List<Node> own = all.stream()
                .filter(node -> node.computeId().equals(cluster.computeId()) && !node.released() && !node.preempted())
                .toList();
        if (own.stream().anyMatch(node -> node.idleSince() != null || node.runId() != null)) {
            failedStarts.remove(cluster.computeId());
        }
        int busy = (int) own.stream().filter(node -> node.runId() != null).count();
        long waiting = queue.waiting(cluster.computeId());
        long idle = own.stream().filter(Node::mayWork).count();
        if (waiting > 0 && idle > 0 && idle >= queue.nodesOfNext(cluster.computeId())) {
            // what waits may have become theirs since they were answered last
            notifier.wake(cluster.computeId());
        }
        int wanted = (int) Math.min(cluster.maxNodes(), Math.max(cluster.minNodes(), busy + waiting));
        if (own.size() < wanted && !isPaused(cluster)) {
            int room = room(cluster, all);
            int made = Math.min(admitted(cluster, wanted - own.size()), room);
            for (int i = 0; i < made; i++) {
                start(cluster);
            }
            for (AssignedRun run : queue.firstWaiting(cluster.computeId(), Math.max(1, made))) {
                monitorPoints.provisioning(run.workspaceId(), run.runId(), cluster.computeType());
            }
            if (room <= 0) {
                makeRoom(cluster, clusters, all);
            }
            return;
        }
        noteQuota(cluster, null);
        boolean isUp = own.stream().allMatch(node -> node.idleSince() != null || node.runId() != null);
        boolean lostNodes = all.stream()
                .anyMatch(node -> node.preempted() && node.computeId().equals(cluster.computeId()));
        if (isUp && lostNodes) {
            nodes.forgetPreempted(cluster.computeId());
        }
        if (own.size() > wanted) {
            release(cluster, own, own.size() - wanted);
        }
    }

    /** The part of the nodes that a cluster needs which its subscription's quota admits. */
    private int admitted(ComputeTarget cluster, int needed) {
        int left = quota.nodesLeft(cluster);
        noteQuota(
                cluster,
                left < needed
                        ? "Operation results in exceeding quota limits of Core: the cluster needs "
                                + needed
                                + " more nodes of the size "
                                + cluster.vmSize()
                                + ", and the quota of its subscription admits "
                                + left
                                + "."
                        : null);
        return Math.min(needed, left);
    }

    private void noteQuota(ComputeTarget cluster, String error) {
        if (cluster.isCluster()) {
            computes.scaleOutEnded(cluster.computeId(), error);
        }
    }

    private int room(ComputeTarget cluster, List<Node> all) {
        if (cluster.isAttachedMachine()) {
            return 1;
        }
        long taken = all.stream()
                .filter(node -> !NodeIds.isOnMachine(node.nodeId()) && !node.preempted())
                .count();
        return config.compute().mostNodes() - (int) taken;
    }

    /** All places are taken: another cluster lets an idle node go that it does not have to keep. */
    private void makeRoom(ComputeTarget needy, List<ComputeTarget> clusters, List<Node> all) {
        for (ComputeTarget other : clusters) {
            List<Node> own = all.stream()
                    .filter(node -> node.computeId().equals(other.computeId()) && !node.released() && !node.preempted())
                    .toList();
            if (!other.computeId().equals(needy.computeId()) && own.size() > other.minNodes()) {
                for (Node node : own) {
                    if (node.isIdle() && locks.permitScaleIn(other) && nodes.release(node.nodeId())) {
                        LOG.infof(
                                "Node %s of cluster %s makes room for cluster %s",
                                node.nodeId(), other.name(), needy.name());
                        notifier.wake(other.computeId());
                        return;
                    }
                }
            }
        }
    }

    private void start(ComputeTarget cluster) {
        NodeService.Added node = nodes.add(cluster);
        try {
            host.start(node.nodeId(), node.secret(), cluster.scratchDisk().isEncrypted());
            LOG.infof("Node %s of cluster %s starts", node.nodeId(), cluster.name());
        } catch (IOException e) {
            nodes.remove(node.nodeId(), "it did not start");
            host.destroy(node.nodeId());
            startFailed(cluster.computeId(), e.getMessage());
        }
    }

    /**
     * A node ended before it ever asked for work. After some of these the runs that wait are
     * failed, not left waiting.
     */
    void startFailed(String computeId, String why) {
        LOG.warnf("A node of %s did not come up: %s", computeId, why);
        if (failedStarts.merge(computeId, 1, Integer::sum) >= FAILED_STARTS) {
            failedStarts.remove(computeId);
            paused.of(null).put(computeId, true);
            queue.failWaiting(computeId, "NodeStartFailed", "No node of the compute target could be started: " + why);
        }
    }

    /** A machine that cannot be used is its owner's to mend: the runs that wait for it fail. */
    void machineFailed(String computeId, String why) {
        LOG.infof("The machine of %s cannot be used: %s", computeId, why);
        queue.failWaiting(
                computeId,
                "NodeStartFailed",
                "The run could not be started on the compute target: "
                        + why
                        + ". If its account, address or authorized keys have changed, attach it again.");
    }

    @Override
    public void clear() {
        failedStarts.clear();
        paused.clear();
    }

    private boolean isPaused(ComputeTarget cluster) {
        return paused.of(null).containsKey(cluster.computeId());
    }

    private void release(ComputeTarget cluster, List<Node> own, int surplus) {
        boolean tooMany = own.size() > cluster.maxNodes();
        List<Node> idle = own.stream()
                .filter(Node::isIdle)
                .filter(node -> tooMany
                        || !node.idleSince().plus(cluster.idleBeforeScaleDown()).isAfter(clock.instant()))
                .sorted(Comparator.comparing(Node::idleSince))
                .limit(surplus)
                .toList();
        // a machine is not scaled: its node is a process that is not needed any more
        boolean isScaled = !cluster.isAttachedMachine();
        if (idle.isEmpty() || isScaled && !locks.permitScaleIn(cluster)) {
            return;
        }
        for (Node node : idle) {
            if (nodes.release(node.nodeId())) {
                LOG.infof("Node %s of cluster %s is released", node.nodeId(), cluster.name());
                notifier.wake(cluster.computeId());
            }
        }
    }
}
