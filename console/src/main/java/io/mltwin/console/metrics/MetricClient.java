package io.mltwin.console.metrics;

import static io.mltwin.console.azure.ScopeAddress.path;
import static io.mltwin.encoding.Absence.isEmpty;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.console.azure.AzureClient;
import io.mltwin.console.azure.AzureHosts;
import io.mltwin.console.azure.ResourceManager;
import io.mltwin.console.chart.Chart;
import io.mltwin.encoding.UriEncoding;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Reads metrics as the signed-in user, by Azure Monitor's API (version 2018-01-01). */
@Singleton
public record MetricClient(AzureClient azure, AzureHosts hosts, ResourceManager arm) {

    private static final String INSIGHTS = "/providers/Microsoft.Insights/";
    private static final String VERSION = "?api-version=2018-01-01";
    private static final int NOT_BUILT = 501;

    /** Stands for a value that a dimension does not have, such as runs of no kind of compute target. */
    private static final String NO_VALUE = "\u2013";

    record Answer(List<Metric> value) {}

    record Metric(List<Series> timeseries) {}

    record Series(List<Metadata> metadatavalues, List<Bucket> data) {}

    record Metadata(String value) {}

    record Bucket(String timeStamp, Double total, Double average, Double minimum, Double maximum, Double count) {

        Double of(String aggregation) {
            return switch (aggregation) {
                case "Total" -> total;
                case "Average" -> average;
                case "Minimum" -> minimum;
                case "Maximum" -> maximum;
                case "Count" -> count;
                default -> null;
            };
        }
    }

    /** Returns the metrics that a resource has; empty where its type has none. */
    public List<MetricDefinition> definitions(ArmResourceId resource) {
        try {
            return arm.list(path(resource) + INSIGHTS + "metricDefinitions" + VERSION, MetricDefinition.class);
        } catch (AzureException refused) {
            if (refused.status() == NOT_BUILT) {
                return List.of();
            }
            throw refused;
        }
    }

    /** Returns the values of a metric, a series for each value of the dimension it is split by. */
    public Chart values(ArmResourceId resource, MetricChoice choice) {
        String query = "&metricnames="
                + UriEncoding.encodeQueryValue(choice.metric())
                + "&aggregation="
                + choice.aggregation()
                + "&interval="
                + choice.grain()
                + "&timespan="
                + choice.span()
                + (choice.split().isEmpty()
                        ? ""
                        : "&$filter=" + UriEncoding.encodeQueryValue(choice.split() + " eq '*'"));
        Answer answer = azure.get(hosts.resourceManager(), path(resource) + INSIGHTS + "metrics" + VERSION + query)
                .as(Answer.class);
        return chart(answer, choice);
    }

    static Chart chart(Answer answer, MetricChoice choice) {
        SortedSet<Instant> times = new TreeSet<>();
        Map<String, Map<Instant, Double>> lines = new TreeMap<>();
        for (Metric metric : answer.value()) {
            for (Series series : metric.timeseries()) {
                Map<Instant, Double> line = lines.computeIfAbsent(name(series, choice), first -> new TreeMap<>());
                for (Bucket bucket : series.data()) {
                    Instant time = Instant.parse(bucket.timeStamp());
                    times.add(time);
                    Double value = bucket.of(choice.aggregation());
                    if (value != null) {
                        line.put(time, value);
                    }
                }
            }
        }
        return Chart.overTimes(
                "line",
                times.stream().map(time -> time.toEpochMilli() / 1000.0).toList(),
                lines.entrySet().stream()
                        .map(line -> series(line.getKey(), line.getValue(), times))
                        .toList());
    }

    private static Chart.Series series(String name, Map<Instant, Double> line, SortedSet<Instant> times) {
        return new Chart.Series(name, times.stream().map(line::get).toList());
    }

    private static String name(Series series, MetricChoice choice) {
        if (isEmpty(series.metadatavalues())) {
            return choice.metric();
        }
        return series.metadatavalues().stream()
                .map(one -> one.value().isEmpty() ? NO_VALUE : one.value())
                .collect(Collectors.joining(", "));
    }
}
