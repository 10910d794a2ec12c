package io.mltwin.workspace.storage.content;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

@ApplicationScoped
class StoredContentRepository implements PanacheRepositoryBase<StoredContentEntity, UUID> {

    List<UUID> filesOfContainer(UUID container) {
        return getEntityManager()
                .createQuery(
                        "select c.id from StoredContentEntity c where c.containerId = ?1 and c.ciphertext is null",
                        UUID.class)
                .setParameter(1, container)
                .getResultList();
    }

    List<UUID> filesOfShare(UUID share) {
        return getEntityManager()
                .createQuery(
                        "select c.id from StoredContentEntity c where c.shareId = ?1 and c.ciphertext is null",
                        UUID.class)
                .setParameter(1, share)
                .getResultList();
    }

    List<UUID> known(Collection<UUID> ids) {
        return getEntityManager()
                .createQuery(
                        "select c.id from StoredContentEntity c where c.ciphertext is null and c.id in ?1",
                        UUID.class)
                .setParameter(1, ids)
                .getResultList();
    }
}
