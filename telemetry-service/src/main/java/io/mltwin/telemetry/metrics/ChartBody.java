package io.mltwin.telemetry.metrics;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/** A chart in the words of Vega-Lite, which viewers of charts draw. */
record ChartBody(@JsonProperty("$schema") String schema, String title, Data data, Mark mark, Encoding encoding) {

    private static final String VERSION = "https://vega.github.io/schema/vega-lite/v5.json";

    record Data(List<Value> values) {}

    record Value(String time, double total) {}

    record Mark(String type, boolean point) {}

    record Encoding(Axis x, Axis y) {}

    record Axis(String field, String type, String title) {}

    static ChartBody of(String title, List<Value> values) {
        return new ChartBody(
                VERSION,
                title,
                new Data(values),
                new Mark("line", true),
                new Encoding(new Axis("time", "temporal", "Time"), new Axis("total", "quantitative", title)));
    }
}
