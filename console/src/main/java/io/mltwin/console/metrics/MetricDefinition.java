package io.mltwin.console.metrics;

import java.util.List;

/** A metric's definition as Azure Monitor shows it (API version 2018-01-01). */
public record MetricDefinition(
        Name name,
        String displayDescription,
        String unit,
        String primaryAggregationType,
        List<String> supportedAggregationTypes,
        List<Availability> metricAvailabilities,
        List<Name> dimensions) {

    public record Name(String value) {}

    /** A grain that values are there in. */
    public record Availability(String timeGrain) {}
}
