package io.mltwin.compute.monitor;

import io.mltwin.resourceprovider.Queries;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** A row of {@code monitor_point}: names and numbers only. */
@Entity
@Table(name = "monitor_point")
class MonitorPointEntity {

    /** The key of a point, so that one that is told twice counts once. */
    @Id
    String pointKey;

    String workspaceId;

    String metric;
    Instant time;
    double value;

    /** JSON of the dimensions. */
    String dimensions;

    /** Queries of what was counted. */
    @Singleton
    static class MonitorPointRepository implements PanacheRepositoryBase<MonitorPointEntity, String> {

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
}
