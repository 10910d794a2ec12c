package io.mltwin.compute.supportapplication;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A row of {@code support_key}; the key is wrapped under this service's root keys. */
@Entity
@Table(name = "support_key")
class SupportKeyEntity {

    @Id
    @Column(name = "application_id")
    String applicationId;

    @Column(name = "tenant_id")
    String tenantId;

    @Column(name = "wrapped_key")
    byte[] wrappedKey;

    Instant created;
}
