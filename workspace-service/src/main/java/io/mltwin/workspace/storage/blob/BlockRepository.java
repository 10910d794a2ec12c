package io.mltwin.workspace.storage.blob;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class BlockRepository implements PanacheRepositoryBase<BlockEntity, UUID> {

    List<BlockEntity> ofBlob(UUID container, String blob) {
        return list(
                "containerId = ?1 and blobName = ?2 order by created, blockId", container, blob);
    }

    Optional<BlockEntity> find(UUID container, String blob, String blockId) {
        return find("containerId = ?1 and blobName = ?2 and blockId = ?3", container, blob, blockId)
                .firstResultOptional();
    }

    Optional<BlockEntity> anyOf(UUID container, String blob) {
        return find("containerId = ?1 and blobName = ?2", container, blob)
                .page(0, 1)
                .firstResultOptional();
    }
}
