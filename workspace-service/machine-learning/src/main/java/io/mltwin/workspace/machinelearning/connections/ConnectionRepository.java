package io.mltwin.workspace.machinelearning.connections;

import io.mltwin.resourceprovider.ChildRows;
import jakarta.inject.Singleton;

/** Connections by workspace. */
@Singleton
class ConnectionRepository implements ChildRows<ConnectionEntity> {

    void deleteOf(String workspaceKey) {
        delete("parentKey", workspaceKey);
    }
}
