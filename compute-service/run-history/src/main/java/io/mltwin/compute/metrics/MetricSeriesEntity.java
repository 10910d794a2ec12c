package io.mltwin.compute.metrics;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;

/** A row of {@code metric_series}: the metrics of one name of a run, and which is the last. */
@Entity
@Table(name = "metric_series")
@IdClass(MetricSeriesEntity.Key.class)
class MetricSeriesEntity {

    /** Primary key. */
    record Key(String workspaceId, String runId, String name) implements Serializable {}

    @Id
    String workspaceId;

    @Id
    String runId;

    @Id
    String name;

    /** Rows of all its metrics. */
    long points;

    String lastMetricId;
}
