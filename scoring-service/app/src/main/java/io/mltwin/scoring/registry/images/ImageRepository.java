package io.mltwin.scoring.registry.images;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Images of workspaces. */
@ApplicationScoped
class ImageRepository implements PanacheRepositoryBase<ImageEntity, String> {

    static String key(String workspaceKey, String imageId) {
        return workspaceKey + "|" + imageId;
    }

    /** Returns the newest built image of these parts that lies in this registry. */
    Optional<ImageEntity> findBuilt(String workspaceKey, String registryId, String partsKey) {
        return find(
                        "workspaceKey = ?1 and partsKey = ?2 and registryId = ?3 and state =" + " 'Succeeded'",
                        Sort.descending("createdAt", "version"),
                        workspaceKey,
                        partsKey,
                        registryId)
                .firstResultOptional();
    }

    /** Returns the image that an operation builds, unless it is built. */
    Optional<ImageEntity> findUnfinished(String operationId) {
        return find("operationId = ?1 and state <> 'Succeeded'", operationId).firstResultOptional();
    }

    List<ImageEntity> ofWorkspace(String workspaceKey, String name) {
        Sort newest = Sort.descending("createdAt", "version");
        return name == null
                ? list("workspaceKey", newest, workspaceKey)
                : list("workspaceKey = ?1 and name = ?2", newest, workspaceKey, name);
    }
}
