package io.mltwin.console.logs;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.console.chart.Chart;
import io.mltwin.console.chart.Chart.Series;
import io.mltwin.console.logs.LogTable.Column;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The charts of queries' results. */
class LogChartsTest {

    private static final Column TIME = new Column("timestamp", "datetime");
    private static final Column CODE = new Column("resultCode", "string");
    private static final Column COUNT = new Column("count_", "long");

    @Test
    void timesAreSortedAndTextsSplitTheSeries() {
        Chart chart = LogCharts.of(new LogTable(
                List.of(TIME, CODE, COUNT),
                List.of(
                        List.of("2020-11-07T12:05:00Z", "200", "3"),
                        List.of("2020-11-07T12:00:00Z", "200", "1"),
                        List.of("2020-11-07T12:05:00Z", "500", "2")),
                "timechart"));

        assertThat(chart)
                .isEqualTo(Chart.overTimes(
                        "line",
                        List.of(1604750400.0, 1604750700.0),
                        List.of(new Series("200", List.of(1.0, 3.0)), new Series("500", Arrays.asList(null, 2.0)))));
        assertThat(chart.table().get(1).position()).isEqualTo("2020-11-07T12:05:00Z");
    }

    @Test
    void withoutTimeTextsAreThePositionsOfBars() {
        Chart chart = LogCharts.of(
                new LogTable(List.of(CODE, COUNT), List.of(List.of("200", "4"), List.of("500", "2")), "piechart"));

        assertThat(chart)
                .isEqualTo(Chart.overLabels(
                        "bar", List.of("200", "500"), List.of(new Series("count_", List.of(4.0, 2.0)))));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = "table")
    void withoutAKindOfChartThereIsNone(String visualization) {
        assertThat(LogCharts.of(new LogTable(List.of(CODE, COUNT), List.of(List.of("200", "4")), visualization)))
                .isNull();
    }

    @Test
    void withoutNumbersThereIsNone() {
        assertThat(LogCharts.of(new LogTable(
                        List.of(TIME, CODE), List.of(List.of("2020-11-07T12:05:00Z", "200")), "timechart")))
                .isNull();
    }
}
