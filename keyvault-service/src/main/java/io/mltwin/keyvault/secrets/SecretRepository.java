package io.mltwin.keyvault.secrets;

import io.mltwin.keyvault.objects.ObjectName;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Secrets by name. */
@ApplicationScoped
class SecretRepository implements PanacheRepositoryBase<SecretEntity, UUID> {

    /**
     * Lets one change at a time work on a secret, also on one that does not exist yet; held until
     * the transaction ends.
     */
    void lock(UUID vaultId, ObjectName name) {
        getEntityManager()
                .createNativeQuery(
                        "select pg_advisory_xact_lock(hashtextextended('secret ' || ?1, 0))",
                        Object.class)
                .setParameter(1, vaultId + "/" + name.key())
                .getSingleResult();
    }

    /** The secret, also a soft-deleted one, or null. */
    SecretEntity byName(UUID vaultId, ObjectName name) {
        return find("vaultId = ?1 and nameKey = ?2", vaultId, name.key()).firstResult();
    }

    /** Soft-deleted secrets after a name, in order. */
    List<SecretEntity> deletedAfter(UUID vaultId, String nameKey, int most) {
        return find(
                        "vaultId = ?1 and deletedAt is not null and nameKey > ?2 order by nameKey",
                        vaultId,
                        nameKey)
                .page(0, most)
                .list();
    }

    /** Purges what has been kept as long as its vault's retention says. */
    void purgeExpired(UUID vaultId, Instant now) {
        delete("vaultId = ?1 and scheduledPurgeAt <= ?2", vaultId, now);
    }
}
