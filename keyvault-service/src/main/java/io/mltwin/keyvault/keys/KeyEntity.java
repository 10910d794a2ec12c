package io.mltwin.keyvault.keys;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** A key's name in its vault; soft-deleted while {@code deletedAt} is set. */
@Entity
@Table(name = "vault_key")
class KeyEntity {

    @Id UUID id;

    @Column(name = "vault_id")
    UUID vaultId;

    String name;

    @Column(name = "name_key")
    String nameKey;

    /** True for the key of a certificate. */
    boolean managed;

    /** JSON, null for the default. */
    @Column(name = "rotation_policy")
    String rotationPolicy;

    @Column(name = "deleted_at")
    Instant deletedAt;

    @Column(name = "scheduled_purge_at")
    Instant scheduledPurgeAt;

    boolean isDeleted() {
        return deletedAt != null;
    }
}
