package io.mltwin.keyvault.vaults;

import io.mltwin.encoding.AsciiCase;
import io.mltwin.resourceprovider.TrackedRows;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;

/** Finds vaults. */
@ApplicationScoped
class VaultRepository implements TrackedRows<VaultEntity> {

    @Override
    public String presence() {
        return "deletedAt is null";
    }

    @Override
    public VaultEntity sameName(VaultEntity made) {
        purgeExpired(made.createdAt);
        return byName(made.nameKey);
    }

    /** Returns the vault of this name, active or deleted, or null. */
    VaultEntity byName(String nameKey) {
        return find("nameKey", nameKey).firstResult();
    }

    List<VaultEntity> allActive() {
        return list(presence());
    }

    List<VaultEntity> deletedIn(String subscriptionId) {
        return list("subscriptionId = ?1 and deletedAt is not null order by nameKey", AsciiCase.lower(subscriptionId));
    }

    /** Purges the vaults whose retention has ended. */
    void purgeExpired(Instant now) {
        delete("scheduledPurgeAt <= ?1", now);
    }
}
