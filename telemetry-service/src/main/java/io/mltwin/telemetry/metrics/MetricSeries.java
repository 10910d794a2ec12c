package io.mltwin.telemetry.metrics;

import io.mltwin.encoding.AsciiCase;
import io.mltwin.telemetry.metrics.MetricBody.Bucket;
import io.mltwin.telemetry.metrics.MetricBody.Metadata;
import io.mltwin.telemetry.metrics.MetricBody.Name;
import io.mltwin.telemetry.metrics.MetricBody.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Points sorted into series and intervals. */
final class MetricSeries {

    private MetricSeries() {}

    /** Returns the series of one metric; one without values when nothing splits them. */
    static List<Series> of(MetricCatalogue.Metric metric, List<MetricPoint> points, MetricQuery query) {
        Set<String> wanted = query.aggregationsOf(metric);
        Map<Map<String, String>, List<MetricPoint>> split = new LinkedHashMap<>();
        if (query.filter().isEmpty()) {
            split.put(Map.of(), new ArrayList<>());
        }
        for (MetricPoint point : points) {
            if (point.metric().equals(metric.name()) && isWithin(point, query) && passes(point, query)) {
                split.computeIfAbsent(key(point, query), key -> new ArrayList<>())
                        .add(point);
            }
        }
        List<Series> series = new ArrayList<>();
        split.forEach((key, own) -> series.add(new Series(metadata(key), buckets(own, query, wanted))));
        return series;
    }

    private static boolean isWithin(MetricPoint point, MetricQuery query) {
        return !point.timestamp().isBefore(query.from()) && point.timestamp().isBefore(query.to());
    }

    private static boolean passes(MetricPoint point, MetricQuery query) {
        return query.filter().entrySet().stream()
                .allMatch(term -> term.getValue().equals("*")
                        || AsciiCase.equal(term.getValue(), point.dimensions().get(term.getKey())));
    }

    private static Map<String, String> key(MetricPoint point, MetricQuery query) {
        Map<String, String> key = new TreeMap<>();
        query.filter().keySet().forEach(name -> key.put(name, point.dimensions().getOrDefault(name, "")));
        return key;
    }

    private static List<Metadata> metadata(Map<String, String> key) {
        return key.entrySet().stream()
                .map(entry -> new Metadata(Name.of(entry.getKey()), entry.getValue()))
                .toList();
    }

    private static List<Bucket> buckets(List<MetricPoint> points, MetricQuery query, Set<String> wanted) {
        List<Bucket> buckets = new ArrayList<>();
        Duration step = query.interval();
        for (Instant at = query.from(); at.isBefore(query.to()); at = at.plus(step)) {
            Instant start = at;
            Instant end = at.plus(step);
            DoubleSummaryStatistics values = points.stream()
                    .filter(point -> !point.timestamp().isBefore(start)
                            && point.timestamp().isBefore(end))
                    .mapToDouble(MetricPoint::number)
                    .summaryStatistics();
            buckets.add(bucket(start, values, wanted));
        }
        return buckets;
    }

    /** Fills an interval without points with zeros: nothing occurred, and nothing was there. */
    private static Bucket bucket(Instant start, DoubleSummaryStatistics values, Set<String> wanted) {
        boolean empty = values.getCount() == 0;
        return new Bucket(
                start.toString(),
                wanted.contains("total") ? Double.valueOf(values.getSum()) : null,
                wanted.contains("average") ? Double.valueOf(values.getAverage()) : null,
                wanted.contains("minimum") ? Double.valueOf(empty ? 0 : values.getMin()) : null,
                wanted.contains("maximum") ? Double.valueOf(empty ? 0 : values.getMax()) : null,
                wanted.contains("count") ? Double.valueOf(values.getCount()) : null);
    }
}
