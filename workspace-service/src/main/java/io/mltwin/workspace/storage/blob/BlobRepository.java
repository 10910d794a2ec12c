package io.mltwin.workspace.storage.blob;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class BlobRepository implements PanacheRepositoryBase<BlobEntity, UUID> {

    Optional<BlobEntity> find(UUID container, String name) {
        return find("containerId = ?1 and name = ?2", container, name).firstResultOptional();
    }

    /** Names in order, from {@code from} on, ending before {@code before} unless that is null. */
    List<BlobEntity> page(UUID container, String from, String before, int limit) {
        return (before == null
                        ? find("containerId = ?1 and name >= ?2 order by name", container, from)
                        : find(
                                "containerId = ?1 and name >= ?2 and name < ?3 order by name",
                                container,
                                from,
                                before))
                .page(0, limit)
                .list();
    }

    /** Changes of one blob happen one after the other. */
    void lockName(UUID container, String name) {
        getEntityManager()
                .createNativeQuery("select 1 from pg_advisory_xact_lock(hashtextextended(?1, 51))")
                .setParameter(1, container + "/" + name)
                .getSingleResult();
    }
}
