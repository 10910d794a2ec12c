package io.mltwin.telemetry.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mltwin.armweb.AzureFault;
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
        assertThat(query.aggregations()).containsExactly("total");
        assertThat(query.metrics()).hasSize(1);
    }

    @Test
    void aTimespanThatAzureCliEncodedTwiceIsUnderstood() {
        MetricQuery query =
                MetricQuery.read(
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
                        AzureFault.class, fault -> assertThat(fault.status()).isEqualTo(400));
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
        List<MetricPoint> points =
                List.of(point("Experiment", 5), point("Experiment", 65), point("StepRun", 65));
        MetricQuery query =
                MetricQuery.read(
                        filter == null
                                ? Map.of("interval", "PT1H", "timespan", "PT3H")
                                : Map.of("interval", "PT1H", "timespan", "PT3H", "$filter", filter),
                        NOW);

        List<MetricBody.Series> found = MetricSeries.of("Started Runs", points, query);

        assertThat(found).hasSize(series).allSatisfy(one -> assertThat(one.data()).hasSize(3));
        assertThat(
                        found.stream()
                                .flatMap(one -> one.data().stream())
                                .mapToDouble(MetricBody.Bucket::total)
                                .sum())
                .isEqualTo(total);
        assertThat(MetricSeries.of("Failed Runs", points, query))
                .allSatisfy(
                        one ->
                                assertThat(one.data())
                                        .allSatisfy(bucket -> assertThat(bucket.total()).isZero()));
    }

    private static MetricPoint point(String runType, int minutesAgo) {
        return new MetricPoint(
                "Started Runs",
                NOW.minus(Duration.ofMinutes(minutesAgo)),
                Map.of("Scenario", "Training", "RunType", runType));
    }
}
