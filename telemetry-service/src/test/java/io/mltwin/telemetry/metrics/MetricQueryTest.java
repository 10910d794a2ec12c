package io.mltwin.telemetry.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mltwin.armweb.AzureException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is asked of metrics, and how points become series. */
class MetricQueryTest {

    private static final Instant NOW = Instant.parse("2026-01-02T00:00:00Z");

    @Test
    void anHourOfMinutesIsTheDefault() {
        MetricQuery query = MetricQuery.read(Map.of(), NOW);

        assertThat(query.from()).isEqualTo("2026-01-01T23:00:00Z");
        assertThat(query.to()).isEqualTo(NOW);
        assertThat(query.interval()).isEqualTo(Duration.ofMinutes(1));
        assertThat(query.metrics()).hasSize(1);
        assertThat(query.aggregationsOf(query.metrics().get(0))).containsExactly("total");
    }

    @Test
    void aTimespanThatAzureCliEncodedTwiceIsUnderstood() {
        MetricQuery query = MetricQuery.read(
                Map.of(
                        "timespan",
                        "2026-01-01T00%3A00%3A00Z/2026-01-01T01%3A00%3A00Z",
                        "metricnames",
                        "started runs,Failed Runs"),
                NOW);

        assertThat(query.to()).isEqualTo("2026-01-01T01:00:00Z");
        assertThat(query.metrics())
                .extracting(MetricCatalogue.Metric::name)
                .containsExactly("Started Runs", "Failed Runs");
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource({
        "timespan, yesterday",
        "timespan, 2026-01-02T00:00:00Z/2026-01-01T00:00:00Z",
        "timespan, 2020-01-01T00:00:00Z/2026-01-01T00:00:00Z",
        "interval, PT7M",
        "aggregation, median",
        "metricnames, Happy Runs",
        "$filter, Colour eq 'x'",
        "$filter, RunType ne 'x'",
        "$filter, RunType eq 'x' or RunType eq 'y'"
    })
    void othersAreRefused(String name, String value) {
        assertThatThrownBy(() -> MetricQuery.read(Map.of(name, value), NOW))
                .isInstanceOfSatisfying(
                        AzureException.class,
                        fault -> assertThat(fault.status()).isEqualTo(400));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "| 1 | 3",
                "RunType eq 'Experiment' | 1 | 2",
                "RunType eq 'StepRun' | 1 | 1",
                "RunType eq 'PipelineRun' | 0 | 0",
                "RunType eq '*' | 2 | 3"
            })
    void filtersChooseAndSplit(String filter, int series, int total) {
        List<MetricPoint> points = List.of(point("Experiment", 5), point("Experiment", 65), point("StepRun", 65));
        MetricQuery query = MetricQuery.read(
                filter == null
                        ? Map.of("interval", "PT1H", "timespan", "PT3H")
                        : Map.of("interval", "PT1H", "timespan", "PT3H", "$filter", filter),
                NOW);

        List<MetricBody.Series> found = MetricSeries.of(MetricCatalogue.find("Started Runs"), points, query);

        assertThat(found)
                .hasSize(series)
                .allSatisfy(one -> assertThat(one.data()).hasSize(3));
        assertThat(found.stream()
                        .flatMap(one -> one.data().stream())
                        .mapToDouble(MetricBody.Bucket::total)
                        .sum())
                .isEqualTo(total);
        assertThat(MetricSeries.of(MetricCatalogue.find("Failed Runs"), points, query))
                .allSatisfy(one -> assertThat(one.data())
                        .allSatisfy(bucket -> assertThat(bucket.total()).isZero()));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"'', , 2.0", "'Average,Total,Maximum,Count', 6.0, 2.0"})
    void aLevelIsTheAverageOfItsReadings(String aggregation, Double total, double average) {
        List<MetricPoint> points = List.of(level("c1", 1, 10), level("c1", 3, 20), level("c2", 2, 30));
        MetricQuery query = MetricQuery.read(
                Map.of("metricnames", "active nodes", "interval", "PT1H", "aggregation", aggregation), NOW);

        MetricBody.Bucket bucket = MetricSeries.of(MetricCatalogue.find("Active Nodes"), points, query)
                .get(0)
                .data()
                .get(0);

        assertThat(bucket.average()).isEqualTo(average);
        assertThat(bucket.total()).isEqualTo(total);
        assertThat(bucket.maximum()).isEqualTo(total == null ? null : Double.valueOf(3));
        assertThat(bucket.count()).isEqualTo(total == null ? null : Double.valueOf(3));
    }

    private static MetricPoint level(String cluster, double value, int minutesAgo) {
        return new MetricPoint(
                "Active Nodes",
                NOW.minus(Duration.ofMinutes(minutesAgo)),
                Map.of("Scenario", "Training", "ClusterName", cluster),
                value);
    }

    @ParameterizedTest
    @CsvSource({
        "Queued Runs, Count, Total, 5",
        "Errors, Count, Total, 1",
        "Model Deploy Failed, Count, Total, 2",
        "Unusable Cores, Count, Average, 2",
        "Quota Utilization Percentage, Percent, Average, 4",
        "CpuUtilization, Percent, Average, 4"
    })
    void metricsAreDefinedAsAzureMonitorHasThem(String name, String unit, String aggregation, int dimensions) {
        MetricCatalogue.Metric metric = MetricCatalogue.find(name);

        assertThat(metric.kind().unit()).isEqualTo(unit);
        assertThat(metric.kind().primaryAggregation()).isEqualTo(aggregation);
        assertThat(metric.dimensions()).hasSize(dimensions).contains("Scenario");
    }

    @Test
    void everyMetricOfTheTableIsThereButThoseOfGpus() {
        assertThat(MetricCatalogue.ALL).hasSize(33);
        assertThat(MetricCatalogue.find("GpuUtilization")).isNull();
    }

    private static MetricPoint point(String runType, int minutesAgo) {
        return MetricPoint.occurrence(
                "Started Runs",
                NOW.minus(Duration.ofMinutes(minutesAgo)),
                Map.of("Scenario", "Training", "RunType", runType));
    }
}
