package io.mltwin.compute.metrics;

import io.mltwin.compute.encryption.RunHistory;
import io.mltwin.compute.metrics.MetricSeriesRepository.SeriesChange;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Stores metrics of a run: a batch is one statement for its points and one for the series they
 * belong to, however many points it has.
 */
@Singleton
record MetricWriter(MetricRepository metrics, MetricSeriesRepository series) {

    /**
     * Stores all of them or none, in the caller's transaction. A repeated metric id is the same
     * call sent again: the first stays.
     */
    void write(RunHistory history, String runId, List<MetricPoint> points) {
        if (points.isEmpty()) {
            return;
        }
        points.forEach(MetricValidator::validate);
        Map<String, MetricPoint> byId = new LinkedHashMap<>();
        points.forEach(point -> byId.putIfAbsent(point.metricId(), point));
        List<MetricEntity> rows = byId.values().stream()
                .map(point -> entity(history, runId, point))
                .toList();
        Set<String> added = metrics.addAll(history.workspaceId(), runId, rows);
        byId.keySet().retainAll(added);
        if (!byId.isEmpty()) {
            addToSeries(history.workspaceId(), runId, List.copyOf(byId.values()));
        }
    }

    private void addToSeries(String workspaceId, String runId, List<MetricPoint> added) {
        Map<String, SeriesChange> changes = new TreeMap<>();
        added.forEach(point -> changes.merge(point.name(), SeriesChange.of(point), SeriesChange::followedBy));
        Map<String, Long> lengths = series.add(workspaceId, runId, List.copyOf(changes.values()));
        lengths.forEach(MetricValidator::validateSeries);
        if (changes.values().stream().anyMatch(c -> lengths.get(c.name()) == c.points())) {
            MetricValidator.validateNames(runId, series.count(workspaceId, runId));
        }
    }

    private static MetricEntity entity(RunHistory history, String runId, MetricPoint point) {
        MetricEntity metric = new MetricEntity();
        metric.workspaceId = history.workspaceId();
        metric.runId = runId;
        metric.metricId = point.metricId();
        metric.name = point.name();
        metric.created = point.created();
        metric.content = history.seal(metric.place(), point.content());
        return metric;
    }
}
