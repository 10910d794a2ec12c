package io.mltwin.workspace.storage.file;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class EntryRepository implements PanacheRepositoryBase<EntryEntity, UUID> {

    Optional<EntryEntity> find(UUID share, FileAddress address) {
        return find(
                        "shareId = ?1 and parentKey = ?2 and nameKey = ?3",
                        share,
                        address.parentKey(),
                        FileAddress.key(address.name()))
                .firstResultOptional();
    }

    /** Returns the entries of a directory, in order, from {@code from} on. */
    List<EntryEntity> page(UUID share, String parentKey, String prefix, String from, int limit) {
        return find(
                        "shareId = ?1 and parentKey = ?2 and nameKey >= ?3 and substring(nameKey, 1, ?4) = ?5 order by nameKey",
                        share,
                        parentKey,
                        from,
                        prefix.length(),
                        prefix)
                .page(0, limit)
                .list();
    }

    boolean isEmpty(UUID share, String parentKey) {
        return count("shareId = ?1 and parentKey = ?2", share, parentKey) == 0;
    }

    long bytes(UUID share) {
        return getEntityManager()
                .createQuery("select coalesce(sum(e.length), 0) from EntryEntity e where e.shareId = ?1", Long.class)
                .setParameter(1, share)
                .getSingleResult();
    }
}
