package io.mltwin.console.runs;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.armweb.Json;
import io.mltwin.console.chart.Chart;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A metric becomes a table with as many rows as run history has values. */
class MetricTableTest {

    @Test
    void aScalarHasOneColumnAndALastValue() throws Exception {
        MetricTable table = table("""
                        {"name": "loss", "value": [
                          {"step": 0, "data": {"loss": 0.5}},
                          {"step": 1, "data": {"loss": 0.25}}]}
                        """);

        assertThat(table.columns()).containsExactly("loss");
        assertThat(table.rows()).extracting(MetricTable.Row::step).containsExactly(0L, 1L);
        assertThat(table.chart().positions()).containsExactly(0.0, 1.0);
        assertThat(table.last()).isEqualTo("0.25");
    }

    @Test
    void aChartHasAPointForEachRowInTheOrderOfSteps() throws Exception {
        MetricTable table = table("""
                        {"name": "fit", "value": [
                          {"step": 2, "data": {"loss": 0.1, "epochs": 3}},
                          {"data": {"loss": 0.5, "epochs": 1}},
                          {"step": 1, "data": {"loss": 1e-3, "epochs": 2}}]}
                        """);

        assertThat(table.chart())
                .isEqualTo(Chart.overNumbers(
                        "line",
                        List.of(1.0, 1.0, 2.0),
                        List.of(
                                new Chart.Series("loss", List.of(0.5, 0.001, 0.1)),
                                new Chart.Series("epochs", List.of(1.0, 2.0, 3.0)))));
        assertThat(table.chart().script()).startsWith("{\"kind\":\"line\",\"axis\":\"NUMBERS\"");
    }

    @Test
    void aTableWithTextsIsNotDrawn() throws Exception {
        MetricTable table = table("""
                        {"name": "rows", "value": [
                          {"step": 0, "data": {"label": "M", "count": 3}},
                          {"step": 1, "data": {"label": "B", "more": [1, 2]}}]}
                        """);

        assertThat(table.columns()).containsExactly("label", "count", "more");
        assertThat(table.rows())
                .extracting(MetricTable.Row::cells)
                .containsExactly(List.of("M", "3", ""), List.of("B", "", "[1,2]"));
        assertThat(table.chart()).isNull();
        assertThat(table.last()).isNull();
    }

    @Test
    void withoutValuesThereIsNothingToDraw() {
        assertThat(MetricTable.of("none", List.of()).chart()).isNull();
        assertThat(MetricTable.of("none", List.of()).last()).isNull();
    }

    private MetricTable table(String body) {
        MetricBody metric = Json.read(body, MetricBody.class);
        return MetricTable.of(metric.name(), metric.value());
    }
}
