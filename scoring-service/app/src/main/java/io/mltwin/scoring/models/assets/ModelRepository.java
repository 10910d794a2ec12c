package io.mltwin.scoring.models.assets;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Models of workspaces. */
@ApplicationScoped
class ModelRepository implements PanacheRepositoryBase<ModelEntity, String> {

    static String key(String workspaceKey, String modelId) {
        return workspaceKey + "|" + modelId;
    }

    List<ModelEntity> ofWorkspace(String workspaceKey, String name) {
        Sort newest = Sort.descending("createdAt", "version");
        return name == null
                ? list("workspaceKey", newest, workspaceKey)
                : list("workspaceKey = ?1 and name = ?2", newest, workspaceKey, name);
    }

    /** The models that were registered last, newest first. */
    List<ModelEntity> newest(String workspaceKey, int most) {
        return find("workspaceKey", Sort.descending("createdAt", "version"), workspaceKey)
                .page(0, most)
                .list();
    }
}
