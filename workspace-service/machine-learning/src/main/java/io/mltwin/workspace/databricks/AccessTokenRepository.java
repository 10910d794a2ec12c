package io.mltwin.workspace.databricks;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Access tokens of Databricks workspaces. */
@Singleton
class AccessTokenRepository implements PanacheRepositoryBase<AccessTokenEntity, String> {

    Optional<AccessTokenEntity> byHash(String workspaceKey, byte[] sha256) {
        return find("workspaceKey = ?1 and sha256 = ?2", workspaceKey, sha256).firstResultOptional();
    }

    List<AccessTokenEntity> of(String workspaceKey, String ownerObjectId) {
        return list("workspaceKey = ?1 and ownerObjectId = ?2 order by created, tokenId", workspaceKey, ownerObjectId);
    }
}
