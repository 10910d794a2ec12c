package io.mltwin.compute.datastores;

import io.mltwin.access.IdentityVault;
import io.mltwin.compute.workspaces.Workspace;
import io.mltwin.compute.workspaces.WorkspaceClient;
import io.mltwin.platform.Addresses;
import jakarta.inject.Singleton;

/** The workspace's key vault, where secrets of datastores lie. */
@Singleton
class DatastoreVault {

    private final IdentityVault vault;
    private final WorkspaceClient workspaces;
    private final Addresses addresses;

    DatastoreVault(IdentityVault vault, WorkspaceClient workspaces, Addresses addresses) {
        this.vault = vault;
        this.workspaces = workspaces;
        this.addresses = addresses;
    }

    void set(Workspace workspace, String name, String value) {
        vault.set(door(workspace), name, value, "text/plain");
    }

    String get(Workspace workspace, String name) {
        return vault.get(door(workspace), name);
    }

    void remove(Workspace workspace, String name) {
        vault.remove(door(workspace), name);
    }

    private IdentityVault.Door door(Workspace workspace) {
        if (workspace.vaultUri() == null) {
            throw DatastoreErrors.noVault(workspace.name());
        }
        String audience = addresses.vaultAudience();
        return new IdentityVault.Door(
                workspace.vaultUri(),
                () -> workspaces.identityToken(workspace.id(), audience).value(),
                () -> workspaces.forgetToken(workspace.id(), audience),
                DatastoreErrors::vault);
    }
}
