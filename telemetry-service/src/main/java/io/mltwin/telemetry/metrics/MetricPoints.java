package io.mltwin.telemetry.metrics;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.events.MetricEvent;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;

/** Stores the metrics that other services counted and sent over Kafka. */
@ApplicationScoped
class MetricPoints implements PanacheRepositoryBase<MetricPointEntity, String> {

    private static final TypeReference<Map<String, String>> DIMENSIONS = new TypeReference<>() {};

    private final ObjectMapper json;

    MetricPoints(ObjectMapper json) {
        this.json = json;
    }

    @Transactional
    void store(List<MetricEvent> events) {
        for (MetricEvent event : events) {
            getEntityManager()
                    .createNativeQuery(
                            "insert into metric_point (event_id, workspace_key, metric, occurred_at, dimensions)"
                                    + " values (?1, ?2, ?3, ?4, ?5) on conflict (event_id) do nothing")
                    .setParameter(1, event.eventId())
                    .setParameter(2, AsciiCase.lower(event.workspaceId()))
                    .setParameter(3, event.metric())
                    .setParameter(4, event.timestamp())
                    .setParameter(
                            5,
                            json.valueToTree(event.dimensions() == null ? Map.of() : event.dimensions())
                                    .toString())
                    .executeUpdate();
        }
    }

    @Transactional
    List<MetricPoint> of(ArmResourceId workspace) {
        return list("workspaceKey = ?1 order by occurredAt", workspace.key()).stream()
                .map(row -> MetricPoint.occurrence(row.metric, row.occurredAt, read(row.dimensions)))
                .toList();
    }

    private Map<String, String> read(String text) {
        try {
            return json.readValue(text, DIMENSIONS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("stored dimensions cannot be read", e);
        }
    }
}
