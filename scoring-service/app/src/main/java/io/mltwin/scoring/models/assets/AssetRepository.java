package io.mltwin.scoring.models.assets;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Assets of workspaces. */
@ApplicationScoped
class AssetRepository implements PanacheRepositoryBase<AssetEntity, String> {

    static String key(String workspaceKey, String assetId) {
        return workspaceKey + "|" + assetId;
    }

    List<AssetEntity> ofWorkspace(String workspaceKey) {
        return list("workspaceKey", Sort.descending("createdAt"), workspaceKey);
    }
}
