package io.mltwin.compute.metrics;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.util.List;

/** Queries of metrics. */
@Singleton
class MetricRepository implements PanacheRepositoryBase<MetricEntity, MetricEntity.Key> {

    /** Metrics of a run in the order they were logged. */
    List<MetricEntity> ofRun(String workspaceId, String runId) {
        return list("workspaceId = ?1 and runId = ?2 order by sequence", workspaceId, runId);
    }

    List<MetricEntity> byMetricId(String workspaceId, String metricId) {
        return list("workspaceId = ?1 and metricId = ?2", workspaceId, metricId);
    }

    /** A repeated metric id is the same call sent again: the first stays. */
    void addOnce(MetricEntity metric) {
        getEntityManager()
                .createNativeQuery(
                        "insert into metric (workspace_id, run_id, metric_id, name, created, content)"
                                + " values (?1, ?2, ?3, ?4, ?5, ?6) on conflict do nothing")
                .setParameter(1, metric.workspaceId)
                .setParameter(2, metric.runId)
                .setParameter(3, metric.metricId)
                .setParameter(4, metric.name)
                .setParameter(5, metric.created)
                .setParameter(6, metric.content)
                .executeUpdate();
    }
}
