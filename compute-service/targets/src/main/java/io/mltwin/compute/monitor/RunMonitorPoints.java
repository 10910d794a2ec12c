package io.mltwin.compute.monitor;

import io.mltwin.armweb.Json;
import io.mltwin.compute.computetargets.ComputeTypes;
import io.mltwin.compute.monitor.MonitorPointEntity.MonitorPointRepository;
import io.mltwin.compute.monitor.NodeSampleEntity.NodeSampleRepository;
import io.mltwin.compute.runs.RunErrorReported;
import io.mltwin.compute.runs.RunStatus;
import io.mltwin.compute.runs.RunStatus.RunStatusChanged;
import io.mltwin.compute.workspaces.Workspace.WorkspaceDeleted;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts for Azure Monitor the statuses that runs reach, their errors and warnings, and their use
 * of nodes, in the transaction of each change.
 */
@Singleton
public class RunMonitorPoints {

    private static final Map<RunStatus, String> METRICS = Map.of(
            RunStatus.Queued, "Queued Runs",
            RunStatus.Provisioning, "Provisioning Runs",
            RunStatus.Preparing, "Preparing Runs",
            RunStatus.Finalizing, "Finalizing Runs",
            RunStatus.CancelRequested, "Cancel Requested Runs",
            RunStatus.NotResponding, "Not Responding Runs");
    private static final String SCENARIO = "Scenario";
    private static final String TRAINING = "Training";

    private final MonitorPointRepository points;
    private final NodeSampleRepository samples;
    private final ComputeTypes types;
    private final Clock clock;

    RunMonitorPoints(MonitorPointRepository points, NodeSampleRepository samples, ComputeTypes types, Clock clock) {
        this.points = points;
        this.samples = samples;
        this.types = types;
        this.clock = clock;
    }

    void reached(@Observes RunStatusChanged run) {
        String metric = METRICS.get(run.status());
        if (metric != null) {
            String type = types.of(run.workspaceId(), run.target()).orElse(null);
            // a run may stop responding more than once, every other stage it reaches once
            String key = run.status() == RunStatus.NotResponding ? run.runId() + " " + run.revision() : run.runId();
            add(run.workspaceId(), metric, key, run.time(), 1, ofRun(type));
        }
    }

    void errorReported(@Observes RunErrorReported run) {
        String key = run.runId() + " " + run.revision();
        Map<String, String> dimensions = Map.of(SCENARIO, TRAINING);
        if (run.errors() > 0) {
            add(run.workspaceId(), "Errors", key, run.time(), 1, dimensions);
        }
        for (int i = 0; i < run.warnings(); i++) {
            add(run.workspaceId(), "Warnings", key + " " + i, run.time(), 1, dimensions);
        }
    }

    /** A run waits for a node that is being made; it counts once, however many nodes are made. */
    @Transactional
    public void provisioning(String workspaceId, String runId, String computeType) {
        add(workspaceId, "Provisioning Runs", runId, clock.instant(), 1, ofRun(computeType));
    }

    /** A node measured how much of its processors a run used since the reading before. */
    @Transactional
    public void cpuUtilization(String workspaceId, String runId, String nodeId, String computeId, double percent) {
        Map<String, String> dimensions = Map.of(
                SCENARIO,
                TRAINING,
                "runId",
                runId,
                "NodeId",
                nodeId,
                "ClusterName",
                types.nameOf(computeId).orElse(""));
        Instant now = clock.instant();
        add(workspaceId, "CpuUtilization", runId + " " + now, now, percent, dimensions);
    }

    void gone(@Observes WorkspaceDeleted workspace) {
        points.delete("workspaceId", workspace.workspaceId());
        samples.delete("workspaceId", workspace.workspaceId());
    }

    /** Every run here is a script's; pipelines and their steps are other types. */
    static Map<String, String> ofRun(String computeType) {
        Map<String, String> dimensions = new TreeMap<>();
        dimensions.put(SCENARIO, TRAINING);
        dimensions.put("RunType", "Experiment");
        if (computeType != null) {
            dimensions.put("ComputeType", computeType);
        }
        return dimensions;
    }

    private void add(
            String workspaceId, String metric, String key, Instant time, double value, Map<String, String> dimensions) {
        MonitorPointEntity point = new MonitorPointEntity();
        point.pointKey = workspaceId + " " + metric + " " + key;
        point.workspaceId = workspaceId;
        point.metric = metric;
        point.time = time;
        point.value = value;
        point.dimensions = Json.tree(dimensions).toString();
        points.insertOnce(point);
    }
}
