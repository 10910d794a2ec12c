package io.mltwin.compute.monitor;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

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
}
