package io.mltwin.compute.metrics;

import io.mltwin.compute.encryption.RunHistory;
import io.mltwin.compute.metrics.MetricPoint.MetricContent;
import io.mltwin.compute.queries.PageBody;
import io.mltwin.compute.queries.QueryBody;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the numbers among a run's metrics, in the same rows that both interfaces of Azure ML show.
 */
@Singleton
public class ScalarMetrics {

    private final MetricRepository metrics;
    private final MetricSeriesRepository series;
    private final MetricWriter writer;

    ScalarMetrics(MetricRepository metrics, MetricSeriesRepository series, MetricWriter writer) {
        this.metrics = metrics;
        this.series = series;
        this.writer = writer;
    }

    /** Stores all points or none; a point that was logged before stays as it is. */
    @Transactional
    public void add(RunHistory history, String runId, List<ScalarPoint> points) {
        writer.write(
                history,
                runId,
                points.stream().map(point -> ScalarMapper.point(runId, point)).toList());
    }

    /**
     * The last point of each series of these runs, by run: of the highest step, and logged last.
     */
    @Transactional
    public Map<String, List<ScalarPoint>> latest(RunHistory history, Collection<String> runIds) {
        Map<String, List<ScalarPoint>> latest = new HashMap<>();
        if (runIds.isEmpty()) {
            return latest;
        }
        for (MetricSeriesRepository.Last last : series.last(history.workspaceId(), runIds)) {
            MetricContent content = last.metric().open(history);
            List<ScalarPoint> points = ScalarMapper.points(
                    last.metric(), content, last.points() - content.cells().size());
            if (!points.isEmpty()) {
                latest.computeIfAbsent(last.metric().runId, run -> new ArrayList<>())
                        .add(points.get(points.size() - 1));
            }
        }
        return latest;
    }

    /** A page of a series, in the order it was logged. */
    @Transactional
    public PageBody<ScalarPoint> history(
            RunHistory history, String runId, String name, String pageToken, Integer most) {
        QueryBody query = new QueryBody(null, pageToken, null, most);
        MetricRepository.Series wanted = new MetricRepository.Series(runId, name, null, null);
        PageBody<MetricEntity> page =
                PageBody.read(query, (from, rows) -> metrics.page(history.workspaceId(), wanted, from, rows));
        List<ScalarPoint> points = new ArrayList<>();
        long place = PageBody.start(query);
        for (MetricEntity metric : page.value()) {
            MetricContent content = metric.open(history);
            points.addAll(ScalarMapper.points(metric, content, place));
            place += Math.max(1, content.cells().size());
        }
        return new PageBody<>(points, page.continuationToken(), null);
    }

    /** A number that a run logged at a step: a metric as MLflow knows it. */
    public record ScalarPoint(String name, double value, Instant time, long step) {}
}
