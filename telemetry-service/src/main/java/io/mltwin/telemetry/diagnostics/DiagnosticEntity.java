package io.mltwin.telemetry.diagnostics;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A record of Microsoft's diagnostics store; ciphertext. */
@Entity
@Table(name = "diagnostic_record")
class DiagnosticEntity {

    @Id
    String eventId;

    Instant occurredAt;

    byte[] details;
}
