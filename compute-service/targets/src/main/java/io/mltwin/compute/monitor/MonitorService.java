package io.mltwin.compute.monitor;

import com.fasterxml.jackson.core.type.TypeReference;
import io.mltwin.armweb.Json;
import io.mltwin.compute.computetargets.ComputeTypes;
import io.mltwin.compute.monitor.MonitorPointEntity.MonitorPointRepository;
import io.mltwin.compute.monitor.NodeSampleEntity.NodeSampleRepository;
import io.mltwin.compute.runs.RunMetrics;
import io.mltwin.encoding.AsciiCase;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Reads what Azure Monitor shows of a workspace's runs, clusters and nodes. */
@Singleton
class MonitorService {

    private static final TypeReference<Map<String, String>> DIMENSIONS = new TypeReference<>() {};
    private static final double ALL = 100;

    private final RunMetrics runs;
    private final MonitorPointRepository points;
    private final NodeSampleRepository samples;
    private final ComputeTypes types;

    MonitorService(RunMetrics runs, MonitorPointRepository points, NodeSampleRepository samples, ComputeTypes types) {
        this.runs = runs;
        this.points = points;
        this.samples = samples;
        this.types = types;
    }

    /**
     * One occurrence of a metric, or one reading of a level.
     *
     * @param value null for an occurrence
     */
    record PointBody(String metric, Instant timestamp, Map<String, String> dimensions, Double value) {}

    @Transactional
    List<PointBody> of(String workspaceId, Set<String> metrics, Instant from, Instant to) {
        List<PointBody> all = new ArrayList<>();
        addRuns(all, workspaceId, from, to);
        for (NodeSampleEntity sample : samples.of(workspaceId, from, to)) {
            addSample(all, sample);
        }
        for (MonitorPointEntity point : points.of(workspaceId, metrics, from, to)) {
            all.add(new PointBody(point.metric, point.time, Json.read(point.dimensions, DIMENSIONS), point.value));
        }
        all.removeIf(point -> !metrics.contains(point.metric())
                || point.timestamp().isBefore(from)
                || !point.timestamp().isBefore(to));
        return all;
    }

    private void addRuns(List<PointBody> all, String workspaceId, Instant from, Instant to) {
        Map<String, String> ofTargets = types.of(workspaceId);
        for (RunMetrics.Occurrence run : runs.of(workspaceId, from, to)) {
            String type = run.target() == null ? null : ofTargets.get(AsciiCase.lower(run.target()));
            all.add(new PointBody(run.metric(), run.time(), RunMonitorPoints.ofRun(type), null));
        }
    }

    private static void addSample(List<PointBody> all, NodeSampleEntity sample) {
        VmSize size = VmSize.parse(sample.vmSize);
        Map<String, Integer> states = new TreeMap<>();
        states.put("Active", sample.active);
        states.put("Idle", sample.idle);
        states.put("Leaving", sample.leaving);
        states.put("Preempted", sample.preempted);
        states.put("Total", sample.total);
        states.put("Unusable", 0);
        Map<String, String> dimensions = Map.of("Scenario", "Training", "ClusterName", sample.clusterName);
        states.forEach((state, count) -> {
            add(all, state + " Nodes", sample, dimensions, count);
            size.cores().ifPresent(cores -> add(all, state + " Cores", sample, dimensions, count * cores));
        });
        Map<String, String> ofQuota = new TreeMap<>(dimensions);
        ofQuota.put("VmFamilyName", size.family());
        ofQuota.put("VmPriority", sample.vmPriority);
        add(all, "Quota Utilization Percentage", sample, ofQuota, ALL * sample.total / sample.quota);
    }

    private static void add(
            List<PointBody> all, String metric, NodeSampleEntity sample, Map<String, String> dimensions, double value) {
        all.add(new PointBody(metric, sample.time, dimensions, value));
    }
}
