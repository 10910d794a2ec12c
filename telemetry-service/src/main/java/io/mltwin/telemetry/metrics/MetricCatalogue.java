package io.mltwin.telemetry.metrics;

import java.util.List;

/**
 * The metrics of Microsoft.MachineLearningServices/workspaces that are counted, named as in Azure
 * Monitor's table of supported metrics; all are totals of unit Count.
 *
 * <p>Deviation: of a workspace's metrics those of models, of their deployment and five of runs are
 * there; those of nodes, cores, quota and utilization and the other stages of runs are not, and
 * asking for one is a 400 as for an unknown one.
 */
final class MetricCatalogue {

    static final String NAMESPACE = "Microsoft.MachineLearningServices/workspaces";

    private static final List<String> OF_RUNS = List.of("Scenario", "RunType");
    private static final List<String> ENDED_WELL = List.of("Scenario");
    private static final List<String> ENDED_BADLY = List.of("Scenario", "StatusCode");

    static final List<Metric> ALL =
            List.of(
                    new Metric("Not Started Runs", "Requests to create a run.", OF_RUNS),
                    new Metric("Started Runs", "Runs that began on their resources.", OF_RUNS),
                    new Metric(
                            "Completed Runs", "Runs that completed, outputs collected.", OF_RUNS),
                    new Metric("Failed Runs", "Runs that failed.", OF_RUNS),
                    new Metric("Cancelled Runs", "Runs that were cancelled.", OF_RUNS),
                    new Metric(
                            "Model Register Succeeded", "Models that were registered.", ENDED_WELL),
                    new Metric(
                            "Model Register Failed",
                            "Registrations of models that were refused.",
                            ENDED_BADLY),
                    new Metric("Model Deploy Started", "Deployments that began.", ENDED_WELL),
                    new Metric("Model Deploy Succeeded", "Deployments that succeeded.", ENDED_WELL),
                    new Metric("Model Deploy Failed", "Deployments that failed.", ENDED_BADLY));

    private MetricCatalogue() {}

    /** A metric's name, what it counts, and by what it can be split. */
    record Metric(String name, String description, List<String> dimensions) {}

    /** The metric of this name, compared without case; null when there is none. */
    static Metric find(String name) {
        return ALL.stream()
                .filter(metric -> metric.name().equalsIgnoreCase(name))
                .findFirst()
                .orElse(null);
    }
}
