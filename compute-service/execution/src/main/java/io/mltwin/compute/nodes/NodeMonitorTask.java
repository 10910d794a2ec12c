package io.mltwin.compute.nodes;

import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.DatabaseUnavailable;
import io.mltwin.compute.ComputeConfig;
import io.mltwin.compute.computetargets.ComputeTarget;
import io.mltwin.compute.computetargets.ComputeTarget.ComputeChanged;
import io.mltwin.compute.computetargets.ComputeTarget.ComputeDeleted;
import io.mltwin.compute.computetargets.ComputeTargets;
import io.mltwin.compute.execution.AssignedRuns;
import io.mltwin.compute.execution.AssignedRuns.AssignedRun;
import io.mltwin.compute.execution.JobQueue;
import io.mltwin.compute.execution.JobQueue.JobQueued;
import io.mltwin.compute.monitor.ClusterSamples;
import io.mltwin.compute.serverless.ServerlessPools;
import io.mltwin.node.host.NodeProcesses.Liveness;
import io.mltwin.platform.background.BackgroundTimer;
import io.mltwin.platform.background.BackgroundWork;
import io.mltwin.platform.reset.ResetGate;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Checks the nodes once a second and after each change: the run of a node that died or sends no
 * heartbeat fails and the node is replaced, a released node is removed, and a cancelled run that
 * does not end is ended. So no run stays without a living node.
 */
@ApplicationScoped
public class NodeMonitorTask {

    private static final Logger LOG = Logger.getLogger(NodeMonitorTask.class);
    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final NodeService nodes;
    private final NodeHost host;
    private final NodeHeartbeats heartbeats;
    private final ClusterScaler scaler;
    private final ComputeTargets computes;
    private final ServerlessPools pools;
    private final JobQueue queue;
    private final AssignedRuns assigned;
    private final JobNotifier notifier;
    private final ClusterSamples samples;
    private final SubnetMonitor subnets;
    private final ComputeConfig config;
    private final ResetGate gate;
    private final BackgroundTimer timer;

    NodeMonitorTask(
            NodeService nodes,
            NodeHost host,
            NodeHeartbeats heartbeats,
            ClusterScaler scaler,
            ComputeTargets computes,
            ServerlessPools pools,
            JobQueue queue,
            AssignedRuns assigned,
            JobNotifier notifier,
            ClusterSamples samples,
            SubnetMonitor subnets,
            ComputeConfig config,
            ResetGate gate,
            BackgroundWork background) {
        this.gate = gate;
        this.timer = background.timer("node-watch", 1);
        this.nodes = nodes;
        this.host = host;
        this.heartbeats = heartbeats;
        this.scaler = scaler;
        this.computes = computes;
        this.pools = pools;
        this.queue = queue;
        this.assigned = assigned;
        this.notifier = notifier;
        this.samples = samples;
        this.subnets = subnets;
        this.config = config;
    }

    void start(@Observes StartupEvent event) {
        timer.every(PERIOD, () -> gate.work(this::look));
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        timer.stop(Duration.ZERO);
    }

    void queued(@Observes(during = TransactionPhase.AFTER_SUCCESS) JobQueued job) {
        notifier.wake(job.computeId());
        timer.now(() -> gate.work(this::look));
    }

    void changed(@Observes(during = TransactionPhase.AFTER_SUCCESS) ComputeChanged compute) {
        timer.now(() -> gate.work(this::look));
    }

    void deleted(@Observes(during = TransactionPhase.AFTER_SUCCESS) ComputeDeleted compute) {
        notifier.wake(compute.computeId());
        timer.now(() -> gate.work(this::look));
    }

    private void look() {
        heartbeats.look();
        try {
            nodes.all().forEach(node -> apart(() -> inspect(node)));
            endOverdueCancels();
            List<Node> present = nodes.all();
            failRunsWithoutNode(present);
            removeFoldersWithoutNode(present);
            computes.clustersInSubnets().forEach(cluster -> apart(() -> subnets.look(cluster)));
            List<ComputeTarget> clusters = computes.clusters();
            for (ComputeTarget cluster : clusters) {
                apart(() -> scaler.scale(cluster, clusters, nodes.all()));
            }
            for (ComputeTarget pool : pools.all()) {
                apart(() -> scaler.scale(pool, clusters, nodes.all()));
            }
            for (ComputeTarget machine : computes.machines()) {
                apart(() -> scaler.scale(machine, List.of(), nodes.all()));
            }
            samples.look(clusters);
        } catch (RuntimeException e) {
            // the timer would end with the first failure; the database may be back at the next turn
            if (DatabaseUnavailable.is(e)) {
                // this service itself could not listen: what nobody could hear is no silence
                heartbeats.clear();
                LOG.warn("The database is away: nodes are looked after when it is back");
            } else {
                LOG.errorf(e, "Looking after the nodes failed");
            }
        }
    }

    /**
     * Runs a step; a refusal for one workspace's run history, whose key is revoked, harms no other.
     */
    private static void apart(Runnable step) {
        try {
            step.run();
        } catch (AzureException refused) {
            LOG.warnf("A step of looking after the nodes was refused: %s", refused.getMessage());
        }
    }

    private void inspect(Node node) {
        if (node.preempted()) {
            // first the process: what Azure has taken back does not go on
            if (host.known().contains(node.nodeId())) {
                host.destroy(node.nodeId());
            }
            if (node.runId() != null) {
                nodes.takeBack(node.nodeId());
            }
            if (node.released()) {
                nodes.remove(node.nodeId(), "its compute target was deleted");
            }
            return;
        }
        Liveness process = host.liveness(node.nodeId());
        Duration silence = heartbeats.silence(node.nodeId());
        Duration longest = SilenceLimits.of(config.compute()).of(node.runId() != null && !node.released(), process);
        boolean silent = silence.compareTo(longest) > 0;
        if (node.released()) {
            // an idle node of a machine is ended by SSH, others end by themselves
            if (process == Liveness.DEAD || silent || NodeIds.isOnMachine(node.nodeId())) {
                clear(node, "it was released");
            }
        } else if (process == Liveness.DEAD) {
            lost(node, host.endOf(node.nodeId()));
        } else if (silent) {
            if (node.runId() != null) {
                apart(() -> assigned.notResponding(node.workspaceId(), node.runId()));
            }
            lost(node, "nothing was heard of it for " + silence.toSeconds() + " s");
        }
    }

    private void lost(Node node, String why) {
        LOG.warnf("Node %s is lost: %s. %s", node.nodeId(), why, host.logTail(node.nodeId()));
        boolean neverCameUp = node.idleSince() == null && node.runId() == null;
        String log = neverCameUp ? host.logTail(node.nodeId()) : "";
        clear(node, why);
        if (neverCameUp && NodeIds.isOnMachine(node.nodeId())) {
            scaler.machineFailed(node.computeId(), why);
        } else if (neverCameUp) {
            scaler.startFailed(node.computeId(), why + (log.isEmpty() ? "" : "; it said: " + log));
        }
    }

    private void clear(Node node, String why) {
        // first the process: a node without a row could not call back, but its script could
        host.destroy(node.nodeId());
        nodes.remove(node.nodeId(), why);
    }

    private void endOverdueCancels() {
        for (AssignedRun run : assigned.overdueCancels(config.compute().cancelWithin())) {
            LOG.warnf("Node %s did not end the canceled run %s", run.nodeId(), run.runId());
            host.destroy(run.nodeId());
            apart(() -> nodes.remove(run.nodeId(), "it did not end a canceled run"));
        }
    }

    private void failRunsWithoutNode(List<Node> present) {
        Set<String> ids = new HashSet<>();
        present.forEach(node -> ids.add(node.nodeId()));
        for (AssignedRun run : assigned.onNodes()) {
            // asked again: the node may have been added since the list was made
            if (!ids.contains(run.nodeId())
                    && nodes.all().stream().noneMatch(node -> node.nodeId().equals(run.nodeId()))) {
                apart(() -> queue.fail(
                        run.workspaceId(),
                        run.runId(),
                        "NodeLost",
                        "The node " + run.nodeId() + " of the run does not exist any more."));
            }
        }
    }

    private void removeFoldersWithoutNode(List<Node> present) {
        for (String folder : host.known()) {
            if (present.stream().noneMatch(node -> node.nodeId().equals(folder))) {
                host.destroy(folder);
            }
        }
    }
}
