package io.mltwin.scoring.registry.registries;

import io.mltwin.encoding.AsciiCase;
import io.mltwin.resourceprovider.Queries;
import io.mltwin.resourceprovider.TrackedRows;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;

/** Registries by id and by name. */
@ApplicationScoped
class RegistryRepository implements TrackedRows<RegistryEntity> {

    @Override
    public RegistryEntity sameName(RegistryEntity made) {
        return findByName(made.name);
    }

    RegistryEntity byUid(UUID registry) {
        return find("uid", registry).firstResult();
    }

    RegistryEntity findByName(String name) {
        return find("nameKey", AsciiCase.lower(name)).firstResult();
    }

    /** Of layers, configurations and manifests; what repositories share counts once. */
    long contentBytes(RegistryEntity registry) {
        return ((Number) Queries.sql(
                                getEntityManager(),
                                "select coalesce(sum(size), 0) from (select digest, size from registry_blob"
                                        + " where registry_id = ?1 union select digest, size"
                                        + " from registry_manifest where registry_id = ?1) content",
                                registry.uid)
                        .getSingleResult())
                .longValue();
    }

    /**
     * Stores a data key that was wrapped again, if the row still has the one that it was before.
     */
    void rewrapped(UUID registry, byte[] old, byte[] renewed, Instant now) {
        update("dataKey = ?1, keyRotated = ?2 where uid = ?3 and dataKey = ?4", renewed, now, registry, old);
    }
}
