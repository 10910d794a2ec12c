package io.mltwin.telemetry.tables;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A row of a component's tables; all but its time is ciphertext. */
@Entity
@Table(name = "telemetry_item")
class TelemetryItemEntity {

    @Id
    @Column(name = "event_id")
    String eventId;

    @Column(name = "component_id")
    UUID componentId;

    @Column(name = "item_type")
    String itemType;

    @Column(name = "occurred_at")
    Instant occurredAt;

    byte[] details;
}
