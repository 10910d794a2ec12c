package io.mltwin.console.metrics;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/** A metric's definition as Azure Monitor shows it (API version 2018-01-01). */
@JsonIgnoreProperties(ignoreUnknown = true)
public record MetricDefinition(
        Name name,
        String displayDescription,
        String unit,
        String primaryAggregationType,
        List<String> supportedAggregationTypes,
        List<Availability> metricAvailabilities,
        List<Name> dimensions) {

    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Name(String value) {}

    /** A grain that values are there in. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Availability(String timeGrain) {}
}
