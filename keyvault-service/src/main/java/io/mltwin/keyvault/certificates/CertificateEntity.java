package io.mltwin.keyvault.certificates;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A certificate's name in its vault, with its policy as JSON. */
@Entity
@Table(name = "certificate")
class CertificateEntity {

    @Id UUID id;

    @Column(name = "vault_id")
    UUID vaultId;

    String name;

    @Column(name = "name_key")
    String nameKey;

    String policy;

    @Column(name = "policy_created_at")
    Instant policyCreatedAt;

    @Column(name = "policy_updated_at")
    Instant policyUpdatedAt;

    @Column(name = "deleted_at")
    Instant deletedAt;

    @Column(name = "scheduled_purge_at")
    Instant scheduledPurgeAt;

    boolean isDeleted() {
        return deletedAt != null;
    }
}
