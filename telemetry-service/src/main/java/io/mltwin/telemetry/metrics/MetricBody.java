package io.mltwin.telemetry.metrics;

import java.util.List;

/** Metrics and their definitions on the wire (API 2018-01-01). */
final class MetricBody {

    private MetricBody() {}

    /** A text and what a portal shows for it. */
    record Name(String value, String localizedValue) {
        static Name of(String value) {
            return new Name(value, value);
        }
    }

    /** Shows the values of metrics over a period of time. */
    record Answer(
            int cost, String timespan, String interval, String namespace, String resourceregion, List<Metric> value) {}

    /** One metric, a series for each combination of the dimensions asked for. */
    record Metric(
            String id,
            String type,
            Name name,
            String displayDescription,
            String unit,
            String errorCode,
            List<Series> timeseries) {}

    /** One series. */
    record Series(List<Metadata> metadatavalues, List<Bucket> data) {}

    /** A dimension's value. */
    record Metadata(Name name, String value) {}

    /** One interval; only the aggregations asked for. */
    record Bucket(String timeStamp, Double total, Double average, Double minimum, Double maximum, Double count) {}

    /** A kind of metrics of which there are values. */
    record Namespace(String id, String name, String type, String classification, NamespaceProperties properties) {}

    /** The kind's full name. */
    record NamespaceProperties(String metricNamespaceName) {}

    /** A metric's definition. */
    record Definition(
            String id,
            String resourceId,
            String namespace,
            Name name,
            String displayDescription,
            boolean isDimensionRequired,
            String unit,
            String primaryAggregationType,
            List<String> supportedAggregationTypes,
            List<Availability> metricAvailabilities,
            List<Name> dimensions) {}

    /** A grain and how long values of it are there. */
    record Availability(String timeGrain, String retention) {}
}
