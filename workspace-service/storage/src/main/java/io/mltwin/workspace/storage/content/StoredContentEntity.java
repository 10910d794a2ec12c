package io.mltwin.workspace.storage.content;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * Row of the content of one blob, block or file, or of a piece of one: small ones as ciphertext in
 * it, large ones as a file.
 */
@Entity
@Table(name = "stored_content")
class StoredContentEntity {

    @Id
    public UUID id;

    /** Null for a file's content. */
    public UUID containerId;

    /** Null for a blob's content. */
    public UUID shareId;

    /** Null: in a file named by the id. */
    public byte[] ciphertext;

    @ApplicationScoped
    static class StoredContentRepository implements PanacheRepositoryBase<StoredContentEntity, UUID> {

        private static final int BATCH = 5_000;

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

        /** Some at a time: there may be more of them than a statement has parameters. */
        void deleteAll(Collection<UUID> ids) {
            List<UUID> all = List.copyOf(ids);
            for (int from = 0; from < all.size(); from += BATCH) {
                delete("id in ?1", all.subList(from, Math.min(all.size(), from + BATCH)));
            }
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
}
