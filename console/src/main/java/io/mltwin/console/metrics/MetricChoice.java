package io.mltwin.console.metrics;

import java.util.List;

/**
 * Which values of a metric are wanted.
 *
 * @param aggregation {@code Total}, {@code Average} …
 * @param grain {@code PT1M}, {@code P1D} …
 * @param span how far back from now, {@code PT1H}
 * @param split the dimension of which each value has a line; empty for one line
 */
public record MetricChoice(String metric, String aggregation, String grain, String span, String split) {

    /** The choices of {@code span}. */
    public static final List<String> SPANS = List.of("PT1H", "PT4H", "PT12H", "P1D", "P7D", "P30D");

    /** Completes what was asked for by the metric's own; what the metric has not falls away. */
    static MetricChoice of(
            List<MetricDefinition> definitions,
            String metric,
            String aggregation,
            String grain,
            String span,
            String split) {
        MetricDefinition definition = find(definitions, metric);
        List<String> aggregations = definition.supportedAggregationTypes().stream()
                .filter(one -> !one.equals("None"))
                .toList();
        List<String> grains = definition.metricAvailabilities().stream()
                .map(MetricDefinition.Availability::timeGrain)
                .toList();
        List<String> dimensions = definition.dimensions().stream()
                .map(MetricDefinition.Name::value)
                .toList();
        return new MetricChoice(
                definition.name().value(),
                oneOf(aggregations, aggregation, definition.primaryAggregationType()),
                oneOf(grains, grain, grains.get(0)),
                oneOf(SPANS, span, SPANS.get(0)),
                oneOf(dimensions, split, ""));
    }

    private static String oneOf(List<String> known, String wanted, String otherwise) {
        return wanted != null && known.contains(wanted) ? wanted : otherwise;
    }

    /** Returns the definition of a metric; the first for a name that is none. */
    static MetricDefinition find(List<MetricDefinition> definitions, String metric) {
        return definitions.stream()
                .filter(one -> one.name().value().equals(metric))
                .findFirst()
                .orElse(definitions.get(0));
    }
}
