package io.mltwin.compute.metrics;

import static java.util.Objects.requireNonNullElse;

import io.mltwin.compute.queries.Filter;
import io.mltwin.compute.queries.PageBody;
import io.mltwin.compute.queries.QueryBody;
import io.mltwin.resourceprovider.Queries;
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

    private static final Map<String, String> COLUMNS = Map.of("RunId", "r.run_id", "Name", "m.name");

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

    /**
     * A page of the metrics of an experiment: run after run, each in the order they were logged. Its
     * token is the place of its last metric, so that what is logged meanwhile shifts nothing.
     */
    @SuppressWarnings("unchecked")
    PageBody<MetricEntity> page(
            String workspaceId, String experiment, List<Filter.Condition> conditions, QueryBody query) {
        List<Object> values = new ArrayList<>(List.of(workspaceId, experiment));
        // ordered for each run: PostgreSQL goes from run to run, and never joins all metrics of the experiment first
        StringBuilder sql = new StringBuilder("select m.* from run r cross join lateral (select * from metric"
                + " where workspace_id = ?1 and run_id = r.run_id order by sequence) m"
                + " where r.workspace_id = ?1 and r.experiment_name = ?2");
        for (Filter.Condition condition : conditions) {
            values.add(condition.value());
            sql.append(" and ")
                    .append(COLUMNS.get(condition.field()))
                    .append(condition.equal() ? " = ?" : " <> ?")
                    .append(values.size());
        }
        long[] last = query.lastSeen(2);
        if (last.length > 0) {
            sql.append(" and r.run_number >= ?%1$d and (r.run_number > ?%1$d or m.sequence > ?%2$d)"
                    .formatted(values.size() + 1, values.size() + 2));
            values.add(last[0]);
            values.add(last[1]);
        }
        int most = query.most();
        // the number of rows stands in the text: with a parameter, PostgreSQL may prefer to sort them all
        sql.append(" order by r.run_number, m.sequence limit ").append(most + 1L);
        Query page = getEntityManager().createNativeQuery(sql.toString(), MetricEntity.class);
        for (int i = 0; i < values.size(); i++) {
            page.setParameter(i + 1, values.get(i));
        }
        List<MetricEntity> found = page.getResultList();
        return found.size() <= most
                ? PageBody.whole(found)
                : new PageBody<>(List.copyOf(found.subList(0, most)), place(found.get(most - 1)), null);
    }

    private String place(MetricEntity metric) {
        return getEntityManager()
                        .createQuery(
                                "select r.runNumber from RunEntity r where r.workspaceId = ?1 and r.runId = ?2",
                                Long.class)
                        .setParameter(1, metric.workspaceId)
                        .setParameter(2, metric.runId)
                        .getSingleResult()
                + "."
                + metric.sequence;
    }

    /**
     * Adds metrics of a run in one statement, in the order of the list.
     *
     * @return the ids of those that were not there
     */
    Set<String> addAll(String workspaceId, String runId, List<MetricEntity> metrics) {
        Base64.Encoder base64 = Base64.getEncoder();
        return new HashSet<>(Queries.sql(
                        getEntityManager(),
                        String.class,
                        "insert into metric (workspace_id, run_id, metric_id, name, created, content)"
                                + " select ?1, ?2, id, name, cast(at as timestamptz), decode(content, 'base64')"
                                + " from unnest(?3, ?4, ?5, ?6) with ordinality as added (id, name, at, content, place)"
                                + " order by place on conflict do nothing returning metric_id",
                        workspaceId,
                        runId,
                        texts(metrics, metric -> metric.metricId),
                        texts(metrics, metric -> metric.name),
                        texts(metrics, metric -> metric.created.toString()),
                        texts(metrics, metric -> base64.encodeToString(metric.content)))
                .getResultList());
    }

    private static String[] texts(List<MetricEntity> metrics, Function<MetricEntity, String> value) {
        return metrics.stream().map(value).toArray(String[]::new);
    }

    /** The highest sequence among the metrics of a run's children; zero where there is none. */
    long newestOfChildren(String workspaceId, String parentRunId) {
        return ((Number) Queries.sql(
                                getEntityManager(),
                                "select coalesce(max(m.sequence), 0) from metric m"
                                        + " join run r on r.workspace_id = m.workspace_id and r.run_id = m.run_id"
                                        + " where r.workspace_id = ?1 and r.parent_run_id = ?2",
                                workspaceId,
                                parentRunId)
                        .getSingleResult())
                .longValue();
    }
}
