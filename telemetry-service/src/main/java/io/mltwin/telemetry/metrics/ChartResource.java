package io.mltwin.telemetry.metrics;

import static io.mltwin.armweb.ArmErrors.invalidRequestContentIf;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.mltwin.armweb.ArmResourceId;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jboss.resteasy.reactive.RestQuery;

/**
 * Shows the administrator a metric of a workspace as the portal's page Metrics does: the totals of
 * each interval, or the averages of a level, as a chart in JSON.
 */
@Path("/_mltwin/metrics/chart")
public class ChartResource {

    private final MetricSource source;
    private final Clock clock;

    ChartResource(MetricSource source, Clock clock) {
        this.source = source;
        this.clock = clock;
    }

    @GET
    public ChartBody chart(
            @RestQuery String workspace,
            @RestQuery String metric,
            @RestQuery String timespan,
            @RestQuery String interval) {
        invalidRequestContentIf(workspace == null || metric == null, "Give ?workspace= and &metric=.");
        Map<String, String> asked = new HashMap<>();
        asked.put("metricnames", metric);
        asked.put("timespan", timespan);
        asked.put("interval", interval);
        MetricQuery query = MetricQuery.read(asked, clock.instant());
        MetricCatalogue.Metric shown = query.metrics().get(0);
        return ChartBody.of(
                shown.name(),
                MetricSeries.of(shown, source.of(ArmResourceId.parse(workspace), query), query).get(0).data().stream()
                        .map(bucket -> new ChartBody.Value(
                                bucket.timeStamp(), bucket.total() == null ? bucket.average() : bucket.total()))
                        .toList());
    }

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
}
