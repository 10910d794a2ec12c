package io.mltwin.compute.monitor;

import io.mltwin.compute.ComputeConfig;
import io.mltwin.compute.computetargets.ClusterNodes;
import io.mltwin.compute.computetargets.ClusterNodes.NodeView;
import io.mltwin.compute.computetargets.ComputeTarget;
import io.mltwin.compute.monitor.MonitorPointEntity.MonitorPointRepository;
import io.mltwin.compute.monitor.NodeSampleEntity.NodeSampleRepository;
import io.mltwin.platform.reset.Resettable;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Reads how many nodes of a cluster are in which state: whenever that changed, and every minute
 * while there are nodes.
 *
 * <p>Deviation: averages of nodes and cores are of readings, of which there is one a minute and one
 * at each change; no node is ever counted as unusable: one that is broken is replaced at once, and
 * one that its network cuts off is among all nodes only.
 */
@Singleton
public class ClusterSamples implements Resettable {

    private static final Duration EVERY = Duration.ofMinutes(1);
    private static final Duration KEPT = Duration.ofDays(93);

    private final NodeSampleRepository repository;
    private final MonitorPointRepository points;
    private final ClusterNodes nodes;
    private final ComputeConfig.Compute config;
    private final Clock clock;
    private final Map<String, Reading> last = new ConcurrentHashMap<>();

    ClusterSamples(
            NodeSampleRepository repository,
            MonitorPointRepository points,
            ClusterNodes nodes,
            ComputeConfig config,
            Clock clock) {
        this.repository = repository;
        this.points = points;
        this.nodes = nodes;
        this.config = config.compute();
        this.clock = clock;
    }

    record Counts(int active, int idle, int leaving, int preempted, int total) {

        /** None of them was taken back. */
        Counts(int active, int idle, int leaving, int total) {
            this(active, idle, leaving, 0, total);
        }

        static Counts of(List<NodeView> nodes) {
            return new Counts(
                    count(nodes, "running"),
                    count(nodes, "idle"),
                    count(nodes, "leaving"),
                    count(nodes, "preempted"),
                    nodes.size());
        }

        private static int count(List<NodeView> nodes, String state) {
            return (int)
                    nodes.stream().filter(node -> node.state().equals(state)).count();
        }
    }

    record Reading(Counts counts, long nanos) {

        /** A cluster without nodes is read once, when its last one went. */
        boolean isFollowedBy(Counts next, long now) {
            return !next.equals(counts) || next.total() > 0 && now - nanos >= EVERY.toNanos();
        }
    }

    /** Takes a reading of each cluster of which it is time. */
    @Transactional
    public void look(List<ComputeTarget> clusters) {
        for (ComputeTarget cluster : clusters) {
            Counts counts = Counts.of(nodes.of(cluster.computeId()));
            Reading before = last.getOrDefault(cluster.computeId(), new Reading(new Counts(0, 0, 0, 0), 0));
            long now = System.nanoTime();
            if (before.isFollowedBy(counts, now)) {
                add(cluster, counts);
                last.put(cluster.computeId(), new Reading(counts, now));
            }
        }
    }

    private void add(ComputeTarget cluster, Counts counts) {
        NodeSampleEntity sample = new NodeSampleEntity();
        sample.sampleId = UUID.randomUUID();
        sample.workspaceId = cluster.workspaceId();
        sample.clusterName = cluster.name();
        sample.vmSize = cluster.vmSize();
        sample.vmPriority = cluster.vmPriority();
        sample.time = clock.instant();
        sample.active = counts.active();
        sample.idle = counts.idle();
        sample.leaving = counts.leaving();
        sample.preempted = counts.preempted();
        sample.total = counts.total();
        sample.quota = config.mostNodes();
        repository.persist(sample);
        repository.delete("time < ?1", sample.time.minus(KEPT));
        points.delete("time < ?1", sample.time.minus(KEPT));
    }

    @Override
    public void clear() {
        last.clear();
    }
}
