package io.mltwin.scoring.registries;

import io.mltwin.armweb.ArmResourceId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** Registries by id, by name, by scope. */
@ApplicationScoped
class RegistryRepository implements PanacheRepositoryBase<RegistryEntity, UUID> {

    RegistryEntity findByArmId(ArmResourceId id) {
        return find("armKey", id.key()).firstResult();
    }

    RegistryEntity findByName(String name) {
        return find("nameKey", name.toLowerCase(Locale.ROOT)).firstResult();
    }

    /** Those of a resource group or of a whole subscription. */
    List<RegistryEntity> list(ArmResourceId scope) {
        String column = scope.isSubscription() ? "subscriptionKey" : "scopeKey";
        return list(column, Sort.by("nameKey"), scope.key());
    }

    /**
     * Until the transaction ends nobody else makes a registry of this name, so that of two at once
     * the second finds the first's.
     */
    void lockName(String name) {
        getEntityManager()
                .createNativeQuery(
                        "select 1 from pg_advisory_xact_lock(hashtextextended(:name, 0))")
                .setParameter("name", "registry|" + name)
                .getSingleResult();
    }

    /** A data key that was wrapped anew, if it is still the one that was. */
    void rewrapped(UUID registry, byte[] old, byte[] renewed, Instant now) {
        update(
                "dataKey = ?1, keyRotated = ?2 where id = ?3 and dataKey = ?4",
                renewed,
                now,
                registry,
                old);
    }
}
