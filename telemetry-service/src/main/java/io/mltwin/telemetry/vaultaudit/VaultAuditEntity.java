package io.mltwin.telemetry.vaultaudit;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** An operation on a key vault; never changed once it is there. */
@Entity
@Table(name = "vault_audit_event")
class VaultAuditEntity {

    @Id
    String eventId;

    String vaultKey;

    Instant occurredAt;

    String event;
}
