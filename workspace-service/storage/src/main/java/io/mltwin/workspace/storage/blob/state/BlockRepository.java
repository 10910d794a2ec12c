package io.mltwin.workspace.storage.blob.state;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.TypedQuery;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
public class BlockRepository implements PanacheRepositoryBase<BlockEntity, UUID> {

    public List<BlockEntity> ofBlob(UUID container, String blob) {
        return list("containerId = ?1 and blobName = ?2 order by created, blockId", container, blob);
    }

    public Optional<BlockEntity> find(UUID container, String blob, String blockId) {
        return find("containerId = ?1 and blobName = ?2 and blockId = ?3", container, blob, blockId)
                .firstResultOptional();
    }

    /** Names that have blocks and no blob, in order, each once. */
    public List<String> namesWithoutBlob(UUID container, String from, String before, int limit) {
        String query = "select distinct b.blobName from BlockEntity b where b.containerId = ?1 and b.blobName >= ?2"
                + (before == null ? "" : " and b.blobName < ?3")
                + " and not exists (select 1 from BlobEntity e where e.containerId = b.containerId and e.name = b.blobName"
                + " and e.snapshot = '') order by b.blobName";
        TypedQuery<String> typed = getEntityManager()
                .createQuery(query, String.class)
                .setParameter(1, container)
                .setParameter(2, from)
                .setMaxResults(limit);
        return (before == null ? typed : typed.setParameter(3, before)).getResultList();
    }

    /**
     * Deletes the blocks of a name.
     *
     * @return their contents
     */
    public List<UUID> deleteAll(UUID container, String blob) {
        List<UUID> contents = getEntityManager()
                .createQuery(
                        "select b.contentId from BlockEntity b where b.containerId = ?1 and b.blobName = ?2",
                        UUID.class)
                .setParameter(1, container)
                .setParameter(2, blob)
                .getResultList();
        if (!contents.isEmpty()) {
            delete("containerId = ?1 and blobName = ?2", container, blob);
        }
        return contents;
    }

    public Optional<BlockEntity> anyOf(UUID container, String blob) {
        return find("containerId = ?1 and blobName = ?2", container, blob)
                .page(0, 1)
                .firstResultOptional();
    }
}
