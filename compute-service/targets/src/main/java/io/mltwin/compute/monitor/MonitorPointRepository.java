package io.mltwin.compute.monitor;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** Queries of what was counted. */
@Singleton
class MonitorPointRepository implements PanacheRepositoryBase<MonitorPointEntity, String> {

    void insertOnce(MonitorPointEntity point) {
        getEntityManager()
                .createNativeQuery(
                        "insert into monitor_point (point_key, workspace_id, metric, time, value, dimensions)"
                                + " values (?1, ?2, ?3, ?4, ?5, ?6) on conflict (point_key) do nothing")
                .setParameter(1, point.pointKey)
                .setParameter(2, point.workspaceId)
                .setParameter(3, point.metric)
                .setParameter(4, point.time)
                .setParameter(5, point.value)
                .setParameter(6, point.dimensions)
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
