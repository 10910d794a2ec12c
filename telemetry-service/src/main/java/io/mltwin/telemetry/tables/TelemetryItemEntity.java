package io.mltwin.telemetry.tables;

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
    String eventId;

    UUID componentId;

    String itemType;

    Instant occurredAt;

    byte[] details;
}
