package io.mltwin.scoring.registry.registries;

import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.resourceprovider.AdvisoryLock;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Registries by id, by name, by scope. */
@ApplicationScoped
class RegistryRepository implements PanacheRepositoryBase<RegistryEntity, UUID> {

    RegistryEntity findByArmId(ArmResourceId id) {
        return find("armKey", id.key()).firstResult();
    }

    RegistryEntity findByName(String name) {
        return find("nameKey", AsciiCase.lower(name)).firstResult();
    }

    /**
     * Returns the registry of this id.
     *
     * @throws io.mltwin.armweb.AzureException 404
     */
    RegistryEntity require(ArmResourceId id) {
        RegistryEntity registry = findByArmId(id);
        if (registry == null) {
            throw ArmErrors.resourceNotFound(id);
        }
        return registry;
    }

    /** Of layers, configurations and manifests; what repositories share counts once. */
    long contentBytes(RegistryEntity registry) {
        return ((Number) getEntityManager()
                        .createNativeQuery("select coalesce(sum(size), 0) from (select digest, size from registry_blob"
                                + " where registry_id = :registry union select digest, size"
                                + " from registry_manifest where registry_id = :registry) content")
                        .setParameter("registry", registry.id)
                        .getSingleResult())
                .longValue();
    }

    /** Returns the registries of a resource group or of a whole subscription. */
    List<RegistryEntity> list(ArmResourceId scope) {
        String column = scope.isSubscription() ? "subscriptionKey" : "scopeKey";
        return list(column, Sort.by("nameKey"), scope.key());
    }

    /**
     * Until the transaction ends no other transaction makes a registry of this name, so that of two
     * at once the second finds the first's.
     */
    void lockName(String name) {
        AdvisoryLock.hold(getEntityManager(), "registry|" + name);
    }

    /**
     * Stores a data key that was wrapped again, if the row still has the one that it was before.
     */
    void rewrapped(UUID registry, byte[] old, byte[] renewed, Instant now) {
        update("dataKey = ?1, keyRotated = ?2 where id = ?3 and dataKey = ?4", renewed, now, registry, old);
    }
}
