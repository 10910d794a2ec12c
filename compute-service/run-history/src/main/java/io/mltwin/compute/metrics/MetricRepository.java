package io.mltwin.compute.metrics;

import static java.util.Objects.requireNonNullElse;

import io.mltwin.compute.queries.Filter;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import jakarta.persistence.Query;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Queries of metrics. */
@Singleton
class MetricRepository implements PanacheRepositoryBase<MetricEntity, MetricEntity.Key> {

    private static final Map<String, String> COLUMNS = Map.of("RunId", "run_id", "Name", "name");

    // a bound that no client's time passes
    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    /** Metrics of one name of a run in the order they were logged; times are bounds or null. */
    record Series(String runId, String name, Instant since, Instant until) {}

    List<MetricEntity> byMetricId(String workspaceId, String metricId) {
        return list("workspaceId = ?1 and metricId = ?2", workspaceId, metricId);
    }

    /** A page of a series. */
    List<MetricEntity> page(String workspaceId, Series series, int from, int most) {
        return getEntityManager()
                .createQuery(
                        "select m from MetricEntity m where m.workspaceId = ?1 and m.runId = ?2 and m.name = ?3"
                                + " and m.created >= ?4 and m.created <= ?5 order by m.sequence",
                        MetricEntity.class)
                .setParameter(1, workspaceId)
                .setParameter(2, series.runId())
                .setParameter(3, series.name())
                .setParameter(4, requireNonNullElse(series.since(), Instant.EPOCH))
                .setParameter(5, requireNonNullElse(series.until(), LATEST))
                .setFirstResult(from)
                .setMaxResults(most)
                .getResultList();
    }

    /** A page of the metrics of these runs, in the order they were logged. */
    @SuppressWarnings("unchecked")
    List<MetricEntity> page(
            String workspaceId, List<String> runIds, List<Filter.Condition> conditions, int from, int most) {
        StringBuilder sql = new StringBuilder("select * from metric where workspace_id = ?1 and run_id = any(?2)");
        List<String> values = new ArrayList<>();
        for (Filter.Condition condition : conditions) {
            values.add(condition.value());
            sql.append(" and ")
                    .append(COLUMNS.get(condition.field()))
                    .append(condition.equal() ? " = ?" : " <> ?")
                    .append(2 + values.size());
        }
        Query query = getEntityManager()
                .createNativeQuery(sql + " order by sequence", MetricEntity.class)
                .setParameter(1, workspaceId)
                .setParameter(2, runIds.toArray(String[]::new));
        for (int i = 0; i < values.size(); i++) {
            query.setParameter(3 + i, values.get(i));
        }
        return query.setFirstResult(from).setMaxResults(most).getResultList();
    }

    /**
     * Adds metrics of a run in one statement, in the order of the list.
     *
     * @return the ids of those that were not there
     */
    Set<String> addAll(String workspaceId, String runId, List<MetricEntity> metrics) {
        Base64.Encoder base64 = Base64.getEncoder();
        List<?> ids = getEntityManager()
                .createNativeQuery(
                        "insert into metric (workspace_id, run_id, metric_id, name, created, content)"
                                + " select ?1, ?2, id, name, cast(at as timestamptz), decode(content, 'base64')"
                                + " from unnest(?3, ?4, ?5, ?6) with ordinality as added (id, name, at, content, place)"
                                + " order by place on conflict do nothing returning metric_id",
                        String.class)
                .setParameter(1, workspaceId)
                .setParameter(2, runId)
                .setParameter(3, texts(metrics, metric -> metric.metricId))
                .setParameter(4, texts(metrics, metric -> metric.name))
                .setParameter(5, texts(metrics, metric -> metric.created.toString()))
                .setParameter(6, texts(metrics, metric -> base64.encodeToString(metric.content)))
                .getResultList();
        Set<String> added = new HashSet<>();
        ids.forEach(id -> added.add((String) id));
        return added;
    }

    private static String[] texts(List<MetricEntity> metrics, Function<MetricEntity, String> value) {
        return metrics.stream().map(value).toArray(String[]::new);
    }

    /** The highest sequence among the metrics of a run's children; zero where there is none. */
    long newestOfChildren(String workspaceId, String parentRunId) {
        return ((Number) getEntityManager()
                        .createNativeQuery("select coalesce(max(m.sequence), 0) from metric m"
                                + " join run r on r.workspace_id = m.workspace_id and r.run_id = m.run_id"
                                + " where r.workspace_id = ?1 and r.parent_run_id = ?2")
                        .setParameter(1, workspaceId)
                        .setParameter(2, parentRunId)
                        .getSingleResult())
                .longValue();
    }
}
