package io.mltwin.compute.runs;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A row of {@code run_event}; the event's data is ciphertext. */
@Entity
@Table(name = "run_event")
class RunEventEntity {

    @Id
    UUID eventId;

    String workspaceId;

    String runId;

    Instant time;
    String name;
    byte[] content;
}
