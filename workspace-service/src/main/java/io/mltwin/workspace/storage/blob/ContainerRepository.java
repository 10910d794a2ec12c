package io.mltwin.workspace.storage.blob;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class ContainerRepository implements PanacheRepositoryBase<ContainerEntity, UUID> {

    Optional<ContainerEntity> find(UUID account, String name) {
        return find("accountId = ?1 and name = ?2", account, name).firstResultOptional();
    }

    /** The container, which cannot be deleted before this transaction ends. */
    Optional<ContainerEntity> findForWriting(UUID account, String name) {
        return find("accountId = ?1 and name = ?2", account, name)
                .withLock(LockModeType.PESSIMISTIC_READ)
                .firstResultOptional();
    }

    /** Names in order, from {@code from} on, ending before {@code before} unless that is null. */
    List<ContainerEntity> page(UUID account, String from, String before, int limit) {
        return (before == null
                        ? find("accountId = ?1 and name >= ?2 order by name", account, from)
                        : find(
                                "accountId = ?1 and name >= ?2 and name < ?3 order by name",
                                account,
                                from,
                                before))
                .page(0, limit)
                .list();
    }

    List<ContainerEntity> ofAccount(UUID account) {
        return list("accountId", account);
    }

    /** Changes of one container happen one after the other. */
    void lockName(UUID account, String name) {
        getEntityManager()
                .createNativeQuery("select 1 from pg_advisory_xact_lock(hashtextextended(?1, 52))")
                .setParameter(1, account + "/" + name)
                .getSingleResult();
    }
}
