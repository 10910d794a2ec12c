package io.mltwin.telemetry.metrics;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** An occurrence that another service told; dimensions are JSON. */
@Entity
@Table(name = "metric_point")
class MetricPointEntity {

    @Id
    @Column(name = "event_id")
    String eventId;

    @Column(name = "workspace_key")
    String workspaceKey;

    String metric;

    @Column(name = "occurred_at")
    Instant occurredAt;

    String dimensions;
}
