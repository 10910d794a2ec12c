package io.mltwin.scoring.registry.images;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Images of workspaces. */
@ApplicationScoped
class ImageRepository implements PanacheRepositoryBase<ImageEntity, String> {

    static String key(String workspaceKey, String imageId) {
        return workspaceKey + "|" + imageId;
    }

    List<ImageEntity> ofWorkspace(String workspaceKey, String name) {
        Sort newest = Sort.descending("createdAt", "version");
        return name == null
                ? list("workspaceKey", newest, workspaceKey)
                : list("workspaceKey = ?1 and name = ?2", newest, workspaceKey, name);
    }
}
