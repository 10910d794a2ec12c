package io.mltwin.workspace.storage.file;

import io.mltwin.resourceprovider.AdvisoryLock;
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
        AdvisoryLock.hold(getEntityManager(), "share|" + account + "/" + name);
    }

    /** Changes of one directory or file happen one after the other. */
    void lockEntry(UUID share, String path) {
        AdvisoryLock.hold(getEntityManager(), "file|" + share + "/" + path);
    }
}
