package io.mltwin.compute.supportapplication;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A row of {@code support_key}; the key is wrapped under this service's root keys. */
@Entity
@Table(name = "support_key")
class SupportKeyEntity {

    @Id
    String applicationId;

    String tenantId;

    byte[] wrappedKey;

    Instant created;
}
