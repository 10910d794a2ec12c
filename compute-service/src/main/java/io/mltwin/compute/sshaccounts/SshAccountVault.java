package io.mltwin.compute.sshaccounts;

import io.mltwin.access.IdentityVault;
import io.mltwin.compute.sshaccounts.SshAccountAccess.SecretName;
import io.mltwin.compute.workspaces.Workspace;
import io.mltwin.compute.workspaces.WorkspaceClient;
import io.mltwin.platform.Addresses;
import io.mltwin.platform.ServiceName;
import jakarta.inject.Singleton;
import java.net.URI;

/** The workspace's key vault, where passwords and keys of SSH accounts lie. */
@Singleton
class SshAccountVault {

    private static final String CONTENT_TYPE = "application/json";

    private final IdentityVault vault;
    private final WorkspaceClient workspaces;
    private final Addresses addresses;

    SshAccountVault(IdentityVault vault, WorkspaceClient workspaces, Addresses addresses) {
        this.vault = vault;
        this.workspaces = workspaces;
        this.addresses = addresses;
    }

    void set(Workspace workspace, String compute, String value) {
        vault.set(door(workspace), name(workspace, compute), value, CONTENT_TYPE);
    }

    String get(Workspace workspace, String compute) {
        return vault.get(door(workspace), name(workspace, compute));
    }

    void remove(Workspace workspace, String compute) {
        vault.remove(door(workspace), name(workspace, compute));
    }

    SecretName reference(Workspace workspace, String compute) {
        return new SecretName(
                addresses.address(ServiceName.KEYVAULT),
                URI.create(requireUri(workspace)).getAuthority(),
                name(workspace, compute));
    }

    /**
     * Names of computes have letters, digits and hyphens, as names of secrets do.
     *
     * @param compute in lower case
     */
    static String name(Workspace workspace, String compute) {
        return "aml-" + workspace.workspaceId() + "-ssh-" + compute;
    }

    private IdentityVault.Door door(Workspace workspace) {
        String audience = addresses.vaultAudience();
        return new IdentityVault.Door(
                requireUri(workspace),
                () -> workspaces.identityToken(workspace.id(), audience).value(),
                () -> workspaces.forgetToken(workspace.id(), audience),
                SshAccountErrors::vault);
    }

    private static String requireUri(Workspace workspace) {
        if (workspace.vaultUri() == null) {
            throw SshAccountErrors.noVault(workspace.name());
        }
        return workspace.vaultUri();
    }
}
