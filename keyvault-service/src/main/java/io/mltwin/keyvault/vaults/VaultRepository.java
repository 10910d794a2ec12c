package io.mltwin.keyvault.vaults;

import io.mltwin.encoding.AsciiCase;
import io.mltwin.resourceprovider.AdvisoryLock;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Finds vaults. */
@ApplicationScoped
class VaultRepository implements PanacheRepositoryBase<VaultEntity, UUID> {

    /** Locks a name, also one that does not exist yet, until the transaction ends. */
    void lock(VaultName name) {
        AdvisoryLock.hold(getEntityManager(), "vault " + name.key());
    }

    /** Returns the vault of this name, active or deleted, or null. */
    VaultEntity byName(String nameKey) {
        return find("nameKey", nameKey).firstResult();
    }

    /** Returns the active vault with this ARM id, or null. */
    VaultEntity active(String armKey) {
        return find("armKey = ?1 and deletedAt is null", armKey).firstResult();
    }

    List<VaultEntity> allActive() {
        return list("deletedAt is null");
    }

    List<VaultEntity> activeIn(String subscriptionId, String resourceGroup) {
        if (resourceGroup == null) {
            return list("subscriptionId = ?1 and deletedAt is null order by nameKey", lower(subscriptionId));
        }
        return list(
                "subscriptionId = ?1 and resourceGroupKey = ?2 and deletedAt is null order by nameKey",
                lower(subscriptionId),
                lower(resourceGroup));
    }

    List<VaultEntity> deletedIn(String subscriptionId) {
        return list("subscriptionId = ?1 and deletedAt is not null order by nameKey", lower(subscriptionId));
    }

    /** Purges the vaults whose retention has ended. */
    void purgeExpired(Instant now) {
        delete("scheduledPurgeAt <= ?1", now);
    }

    private static String lower(String text) {
        return AsciiCase.lower(text);
    }
}
