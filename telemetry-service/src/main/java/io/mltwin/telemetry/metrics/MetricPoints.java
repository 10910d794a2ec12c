package io.mltwin.telemetry.metrics;

import com.fasterxml.jackson.core.type.TypeReference;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.Json;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.events.MetricEvent;
import io.mltwin.resourceprovider.Queries;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;

/** Stores the metrics that other services counted and sent over Kafka. */
@ApplicationScoped
class MetricPoints implements PanacheRepositoryBase<MetricPointEntity, String> {

    private static final TypeReference<Map<String, String>> DIMENSIONS = new TypeReference<>() {};

    @Transactional
    void store(List<MetricEvent> events) {
        for (MetricEvent event : events) {
            Queries.sql(
                            getEntityManager(),
                            "insert into metric_point (event_id, workspace_key, metric, occurred_at, dimensions)"
                                    + " values (?1, ?2, ?3, ?4, ?5) on conflict (event_id) do nothing",
                            event.eventId(),
                            AsciiCase.lower(event.workspaceId()),
                            event.metric(),
                            event.timestamp(),
                            Json.write(event.dimensions() == null ? Map.of() : event.dimensions()))
                    .executeUpdate();
        }
    }

    @Transactional
    List<MetricPoint> of(ArmResourceId workspace) {
        return list("workspaceKey = ?1 order by occurredAt", workspace.key()).stream()
                .map(row -> MetricPoint.occurrence(row.metric, row.occurredAt, Json.read(row.dimensions, DIMENSIONS)))
                .toList();
    }
}
