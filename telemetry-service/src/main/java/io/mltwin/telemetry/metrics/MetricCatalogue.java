package io.mltwin.telemetry.metrics;

import java.util.List;

/**
 * The metrics of Microsoft.MachineLearningServices/workspaces that are counted, named as in Azure
 * Monitor's table of supported metrics; all are totals of unit Count.
 *
 * <p>Deviation: of a workspace's metrics the five of runs are there; those of models, nodes, cores,
 * quota and utilization are not, and asking for one is a 400 as for an unknown one.
 */
final class MetricCatalogue {

    static final String NAMESPACE = "Microsoft.MachineLearningServices/workspaces";

    static final List<Metric> ALL =
            List.of(
                    new Metric("Not Started Runs", "Requests to create a run."),
                    new Metric("Started Runs", "Runs that began on their resources."),
                    new Metric("Completed Runs", "Runs that completed, outputs collected."),
                    new Metric("Failed Runs", "Runs that failed."),
                    new Metric("Cancelled Runs", "Runs that were cancelled."));

    static final List<String> DIMENSIONS = List.of("Scenario", "RunType");

    private MetricCatalogue() {}

    /** A metric's name and what it counts. */
    record Metric(String name, String description) {}

    /** The metric of this name, compared without case; null when there is none. */
    static Metric find(String name) {
        return ALL.stream()
                .filter(metric -> metric.name().equalsIgnoreCase(name))
                .findFirst()
                .orElse(null);
    }
}
