package io.mltwin.compute.datastores;

import io.mltwin.access.IdentityVault;
import io.mltwin.armweb.AzureFault;
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
        try {
            vault.set(door(workspace), name, value, "text/plain");
        } catch (IdentityVault.RefusedException refused) {
            throw fault(refused);
        }
    }

    String get(Workspace workspace, String name) {
        try {
            return vault.get(door(workspace), name);
        } catch (IdentityVault.RefusedException refused) {
            throw fault(refused);
        }
    }

    void remove(Workspace workspace, String name) {
        try {
            vault.remove(door(workspace), name);
        } catch (IdentityVault.RefusedException refused) {
            throw fault(refused);
        }
    }

    private IdentityVault.Door door(Workspace workspace) {
        String audience = addresses.vaultAudience();
        return new IdentityVault.Door(
                workspace.vaultUri(),
                () -> workspaces.identityToken(workspace.id(), audience).value(),
                () -> workspaces.forgetToken(workspace.id(), audience));
    }

    private static AzureFault fault(IdentityVault.RefusedException refused) {
        return DatastoreErrors.vault(refused.what(), refused.status(), refused.code());
    }
}
