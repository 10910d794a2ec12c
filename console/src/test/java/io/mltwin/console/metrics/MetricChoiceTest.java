package io.mltwin.console.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.console.chart.Chart;
import io.mltwin.console.metrics.MetricClient.Answer;
import io.mltwin.console.metrics.MetricClient.Bucket;
import io.mltwin.console.metrics.MetricClient.Metadata;
import io.mltwin.console.metrics.MetricClient.Metric;
import io.mltwin.console.metrics.MetricDefinition.Availability;
import io.mltwin.console.metrics.MetricDefinition.Name;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is asked of a metric, and its values as series. */
class MetricChoiceTest {

    private static final List<MetricDefinition> DEFINITIONS = List.of(
            definition("Completed Runs", "Total", "Scenario"), definition("Active Nodes", "Average", "ClusterName"));

    @Test
    void missingChoiceIsTheMetricsOwn() {
        assertThat(MetricChoice.of(DEFINITIONS, null, null, null, null, null))
                .isEqualTo(new MetricChoice("Completed Runs", "Total", "PT1M", "PT1H", ""));
    }

    @Test
    void choicesOfAnotherMetricFallAway() {
        assertThat(MetricChoice.of(DEFINITIONS, "Active Nodes", "None", "PT2M", "P99D", "Scenario"))
                .isEqualTo(new MetricChoice("Active Nodes", "Average", "PT1M", "PT1H", ""));
    }

    @Test
    void eachValueOfTheSplitIsASeriesOverAllTimes() {
        Answer answer = new Answer(List.of(new Metric(
                List.of(series("b", bucket("12:00", 1.0)), series("a", bucket("12:00", null), bucket("12:01", 2.0))))));

        Chart chart = MetricClient.chart(answer, new MetricChoice("Active Nodes", "Average", "PT1M", "PT1H", "x"));

        assertThat(chart.series())
                .containsExactly(
                        new Chart.Series("a", Arrays.asList(null, 2.0)),
                        new Chart.Series("b", Arrays.asList(1.0, null)));
        assertThat(chart.positions()).containsExactly(1604750400.0, 1604750460.0);
    }

    private static MetricClient.Series series(String value, Bucket... buckets) {
        return new MetricClient.Series(List.of(new Metadata(value)), List.of(buckets));
    }

    private static Bucket bucket(String time, Double average) {
        return new Bucket("2020-11-07T" + time + ":00Z", null, average, null, null, null);
    }

    private static MetricDefinition definition(String name, String primary, String dimension) {
        return new MetricDefinition(
                new Name(name),
                "",
                "Count",
                primary,
                List.of("None", "Average", "Total"),
                List.of(new Availability("PT1M"), new Availability("PT1H")),
                List.of(new Name(dimension)));
    }
}
