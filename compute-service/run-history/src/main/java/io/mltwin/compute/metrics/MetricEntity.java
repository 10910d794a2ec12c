package io.mltwin.compute.metrics;

import io.mltwin.compute.encryption.RunHistory;
import io.mltwin.compute.metrics.MetricPoint.MetricContent;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;

/** A row of {@code metric}; {@code content} is ciphertext. */
@Entity
@Table(name = "metric")
@IdClass(MetricEntity.Key.class)
class MetricEntity {

    /** Primary key. */
    record Key(String workspaceId, String runId, String metricId) implements Serializable {}

    @Id
    String workspaceId;

    @Id
    String runId;

    @Id
    String metricId;

    @Column(insertable = false, updatable = false)
    long sequence;

    String name;
    Instant created;
    byte[] content;

    String place() {
        return "metric:" + runId + ":" + metricId;
    }

    MetricContent open(RunHistory history) {
        return history.open(place(), content, MetricContent.class);
    }
}
