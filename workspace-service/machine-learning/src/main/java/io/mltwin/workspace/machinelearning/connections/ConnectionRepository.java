package io.mltwin.workspace.machinelearning.connections;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import java.util.List;

/** Connections by workspace. */
@Singleton
class ConnectionRepository implements PanacheRepositoryBase<ConnectionEntity, String> {

    List<ConnectionEntity> of(String workspaceKey) {
        return list("workspaceKey = ?1 order by key", workspaceKey);
    }

    void deleteOf(String workspaceKey) {
        delete("workspaceKey", workspaceKey);
    }
}
