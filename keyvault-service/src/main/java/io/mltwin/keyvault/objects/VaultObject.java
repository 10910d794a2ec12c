package io.mltwin.keyvault.objects;

import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import java.time.Instant;
import java.util.UUID;

/**
 * The parts that rows of secrets, keys and certificates have in common: a name in a vault, soft-deleted while
 * {@code deletedAt} is set.
 */
@MappedSuperclass
public abstract class VaultObject {

    @Id
    public UUID id;

    public UUID vaultId;

    public String name;

    public String nameKey;

    public Instant deletedAt;

    public Instant scheduledPurgeAt;

    public boolean isDeleted() {
        return deletedAt != null;
    }
}
