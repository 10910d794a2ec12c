package io.mltwin.workspace.storage.file;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class ShareRepository implements PanacheRepositoryBase<ShareEntity, UUID> {

    Optional<ShareEntity> find(UUID account, String name) {
        return find("accountId = ?1 and name = ?2", account, name).firstResultOptional();
    }

    List<ShareEntity> ofAccount(UUID account) {
        return list("accountId = ?1 order by name", account);
    }

    void lockName(UUID account, String name) {
        getEntityManager()
                .createNativeQuery("select 1 from pg_advisory_xact_lock(hashtextextended(?1, 53))")
                .setParameter(1, account + "/" + name)
                .getSingleResult();
    }

    /** Changes of one directory or file happen one after the other. */
    void lockEntry(UUID share, String path) {
        getEntityManager()
                .createNativeQuery("select 1 from pg_advisory_xact_lock(hashtextextended(?1, 54))")
                .setParameter(1, share + "/" + path)
                .getSingleResult();
    }
}
