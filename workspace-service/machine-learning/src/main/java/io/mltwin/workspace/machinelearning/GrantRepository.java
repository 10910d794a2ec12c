package io.mltwin.workspace.machinelearning;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.util.List;

/** Role assignments by workspace. */
@Singleton
class GrantRepository implements PanacheRepositoryBase<GrantEntity, GrantEntity.Key> {

    List<GrantEntity> of(String workspaceKey) {
        return list("key.workspaceKey = ?1", workspaceKey);
    }
}
