package io.mltwin.compute.monitor;

import io.mltwin.resourceprovider.Queries;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** Queries of what was counted. */
@Singleton
class MonitorPointRepository implements PanacheRepositoryBase<MonitorPointEntity, String> {

    void insertOnce(MonitorPointEntity point) {
        Queries.sql(
                        getEntityManager(),
                        "insert into monitor_point (point_key, workspace_id, metric, time, value, dimensions)"
                                + " values (?1, ?2, ?3, ?4, ?5, ?6) on conflict (point_key) do nothing",
                        point.pointKey,
                        point.workspaceId,
                        point.metric,
                        point.time,
                        point.value,
                        point.dimensions)
                .executeUpdate();
    }

    List<MonitorPointEntity> of(String workspaceId, Collection<String> metrics, Instant from, Instant to) {
        return list(
                "workspaceId = ?1 and metric in ?2 and time >= ?3 and time < ?4 order by time",
                workspaceId,
                metrics,
                from,
                to);
    }
}
