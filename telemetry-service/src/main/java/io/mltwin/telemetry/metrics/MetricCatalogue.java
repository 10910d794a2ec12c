package io.mltwin.telemetry.metrics;

import io.mltwin.encoding.AsciiCase;
import java.util.ArrayList;
import java.util.List;

/**
 * The metrics of Microsoft.MachineLearningServices/workspaces, named as in Azure Monitor's table of
 * supported metrics (early 2021).
 *
 * <p>Deviation: no node has a GPU, so GpuUtilization is not there, and asking for it is a 400 as
 * for an unknown metric.
 */
final class MetricCatalogue {

    static final String NAMESPACE = "Microsoft.MachineLearningServices/workspaces";

    private static final List<String> SCENARIO = List.of("Scenario");
    private static final List<String> OF_RUNS =
            List.of("Scenario", "RunType", "PublishedPipelineId", "ComputeType", "PipelineStepType");
    private static final List<String> ENDED_BADLY = List.of("Scenario", "StatusCode");
    private static final List<String> OF_CLUSTERS = List.of("Scenario", "ClusterName");

    static final List<Metric> ALL = all();

    private MetricCatalogue() {}

    /** The kind of a metric's values. */
    enum Kind {
        /** Occurrences that are counted. */
        COUNT("Count", "Total"),
        /** How many there are at a time. */
        LEVEL("Count", "Average"),
        /** How much of something is used at a time. */
        PERCENT("Percent", "Average");

        private final String unit;
        private final String primaryAggregation;

        Kind(String unit, String primaryAggregation) {
            this.unit = unit;
            this.primaryAggregation = primaryAggregation;
        }

        String unit() {
            return unit;
        }

        /** Returns the aggregation that is shown when none is asked for. */
        String primaryAggregation() {
            return primaryAggregation;
        }
    }

    /** A metric's name, what it counts, and by what it can be split. */
    record Metric(String name, String description, Kind kind, List<String> dimensions) {

        /**
         * Returns true for what compute-service counts; scoring-service tells of models as they
         * happen.
         */
        boolean isOfCompute() {
            return !name.startsWith("Model ");
        }
    }

    private static List<Metric> all() {
        List<Metric> all = new ArrayList<>();
        runs(all, "Not Started", "Requests to create a run.");
        runs(all, "Starting", "Runs whose information, such as the run id, is filled in.");
        runs(all, "Queued", "Runs that were queued on their compute target.");
        runs(all, "Provisioning", "Runs that wait for their compute target to be provisioned.");
        runs(all, "Preparing", "Runs whose environment is being prepared.");
        runs(all, "Started", "Runs that began on their resources.");
        runs(all, "Finalizing", "Runs that are done and whose outputs are being collected.");
        runs(all, "Completed", "Runs that completed, outputs collected.");
        runs(all, "Failed", "Runs that failed.");
        runs(all, "Cancel Requested", "Requests to cancel a run.");
        runs(all, "Cancelled", "Runs that were cancelled.");
        runs(all, "Not Responding", "Runs that stopped responding.");
        count(all, "Errors", "Errors that runs met.", SCENARIO);
        count(all, "Warnings", "Warnings that runs met.", SCENARIO);
        count(all, "Model Register Succeeded", "Models that were registered.", SCENARIO);
        count(all, "Model Register Failed", "Registrations that were refused.", ENDED_BADLY);
        count(all, "Model Deploy Started", "Deployments that began.", SCENARIO);
        count(all, "Model Deploy Succeeded", "Deployments that succeeded.", SCENARIO);
        count(all, "Model Deploy Failed", "Deployments that failed.", ENDED_BADLY);
        levels(all, "Active", "that run a job");
        levels(all, "Idle", "that can take a job");
        levels(all, "Leaving", "that are going");
        levels(all, "Preempted", "of low priority that were taken away");
        levels(all, "Total", "in all");
        levels(all, "Unusable", "that are broken");
        all.add(new Metric(
                "Quota Utilization Percentage",
                "How much of the quota of nodes is used.",
                Kind.PERCENT,
                List.of("Scenario", "ClusterName", "VmFamilyName", "VmPriority")));
        all.add(new Metric(
                "CpuUtilization",
                "How much of a node's processors a run uses.",
                Kind.PERCENT,
                List.of("Scenario", "runId", "NodeId", "ClusterName")));
        return List.copyOf(all);
    }

    private static void runs(List<Metric> all, String stage, String description) {
        count(all, stage + " Runs", description, OF_RUNS);
    }

    private static void count(List<Metric> all, String name, String description, List<String> dimensions) {
        all.add(new Metric(name, description, Kind.COUNT, dimensions));
    }

    private static void levels(List<Metric> all, String state, String which) {
        all.add(new Metric(state + " Nodes", "Nodes " + which + ".", Kind.LEVEL, OF_CLUSTERS));
        all.add(new Metric(state + " Cores", "Cores of nodes " + which + ".", Kind.LEVEL, OF_CLUSTERS));
    }

    /** Returns the metric of this name, compared without case; null when there is none. */
    static Metric find(String name) {
        return ALL.stream()
                .filter(metric -> AsciiCase.equal(metric.name(), name))
                .findFirst()
                .orElse(null);
    }
}
