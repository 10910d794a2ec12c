package io.mltwin.compute.computetargets;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A row of {@code compute_identity}; the private key is wrapped under the root keys. */
@Entity
@Table(name = "compute_identity")
class ComputeIdentityEntity {

    @Id
    @Column(name = "compute_id")
    String computeId;

    @Column(name = "resource_id")
    String resourceId;

    @Column(name = "wrapped_key")
    byte[] wrappedKey;

    @Column(name = "object_id")
    String objectId;

    @Column(name = "client_id")
    String clientId;

    @Column(name = "tenant_id")
    String tenantId;

    Instant created;

    ComputeIdentity view() {
        return new ComputeIdentity(resourceId, objectId, clientId, tenantId);
    }
}
