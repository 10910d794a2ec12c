package io.mltwin.compute.metrics;

import static java.util.Objects.requireNonNullElse;

import io.mltwin.resourceprovider.Queries;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Queries of the series of runs. */
@Singleton
class MetricSeriesRepository implements PanacheRepositoryBase<MetricSeriesEntity, MetricSeriesEntity.Key> {

    /** The last metric of a series, and how many rows the series has. */
    record Last(MetricEntity metric, long points) {}

    /**
     * Adds to the series of a run in one statement.
     *
     * @param changes ordered by name, so that two callers never wait for each other
     * @return the rows of each series then
     */
    Map<String, Long> add(String workspaceId, String runId, List<SeriesChange> changes) {
        List<?> rows = Queries.sql(
                        getEntityManager(),
                        Tuple.class,
                        "insert into metric_series as known (workspace_id, run_id, name, points, last_step, last_time, last_metric_id)"
                                + " select ?1, ?2, name, cast(points as bigint), cast(step as bigint), cast(at as timestamptz), id"
                                + " from unnest(?3, ?4, ?5, ?6, ?7) as added (name, points, step, at, id) order by name"
                                + " on conflict (workspace_id, run_id, name) do update set points = known.points + excluded.points,"
                                + " last_metric_id = case when (excluded.last_step, excluded.last_time) >= (known.last_step, known.last_time)"
                                + " then excluded.last_metric_id else known.last_metric_id end,"
                                + " last_time = case when (excluded.last_step, excluded.last_time) >= (known.last_step, known.last_time)"
                                + " then excluded.last_time else known.last_time end,"
                                + " last_step = greatest(known.last_step, excluded.last_step)"
                                + " returning name, points",
                        workspaceId,
                        runId,
                        texts(changes, SeriesChange::name),
                        texts(changes, SeriesChange::points),
                        texts(changes, SeriesChange::lastStep),
                        texts(changes, SeriesChange::lastTime),
                        texts(changes, SeriesChange::lastId))
                .getResultList();
        Map<String, Long> lengths = new HashMap<>();
        rows.stream().map(Tuple.class::cast).forEach(row -> lengths.put((String) row.get(0), (Long) row.get(1)));
        return lengths;
    }

    long count(String workspaceId, String runId) {
        return count("workspaceId = ?1 and runId = ?2", workspaceId, runId);
    }

    /** The last metric of each series of these runs. */
    List<Last> last(String workspaceId, Collection<String> runIds) {
        return getEntityManager()
                .createQuery(
                        "select m, s.points from MetricSeriesEntity s join MetricEntity m"
                                + " on m.workspaceId = s.workspaceId and m.runId = s.runId and m.metricId = s.lastMetricId"
                                + " where s.workspaceId = ?1 and s.runId in ?2 order by s.runId, s.name",
                        Object[].class)
                .setParameter(1, workspaceId)
                .setParameter(2, runIds)
                .getResultStream()
                .map(row -> new Last((MetricEntity) row[0], (Long) row[1]))
                .toList();
    }

    private static String[] texts(List<SeriesChange> changes, Function<SeriesChange, Object> value) {
        return changes.stream().map(value).map(Object::toString).toArray(String[]::new);
    }

    /** The change that points of one name make to its series. */
    record SeriesChange(String name, long points, long lastStep, Instant lastTime, String lastId) {

        static SeriesChange of(MetricPoint point) {
            return new SeriesChange(
                    point.name(),
                    point.rows(),
                    requireNonNullElse(point.step(), 0L),
                    point.created(),
                    point.metricId());
        }

        /** Of two, the later one is last unless its step, or at the same step its time, is lower. */
        SeriesChange followedBy(SeriesChange next) {
            boolean stays = next.lastStep < lastStep || next.lastStep == lastStep && next.lastTime.isBefore(lastTime);
            SeriesChange last = stays ? this : next;
            return new SeriesChange(name, points + next.points, last.lastStep, last.lastTime, last.lastId);
        }
    }
}
