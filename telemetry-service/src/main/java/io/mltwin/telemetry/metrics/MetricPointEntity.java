package io.mltwin.telemetry.metrics;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** An occurrence that another service told; dimensions are JSON. */
@Entity
@Table(name = "metric_point")
class MetricPointEntity {

    @Id
    String eventId;

    String workspaceKey;

    String metric;

    Instant occurredAt;

    String dimensions;
}
