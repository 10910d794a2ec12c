package io.mltwin.compute.sshaccounts;

import io.mltwin.compute.sshaccounts.SshAccountAccess.SecretName;
import io.mltwin.compute.workspaces.Workspace;
import io.mltwin.compute.workspaces.WorkspaceVault;
import io.mltwin.platform.Addresses;
import io.mltwin.platform.ServiceName;
import jakarta.inject.Singleton;

/** The workspace's key vault, where passwords and keys of SSH accounts lie. */
@Singleton
class SshAccountVault {

    private static final String CONTENT_TYPE = "application/json";

    private final WorkspaceVault vault;
    private final Addresses addresses;

    SshAccountVault(WorkspaceVault vault, Addresses addresses) {
        this.vault = vault;
        this.addresses = addresses;
    }

    void set(Workspace workspace, String compute, String value) {
        vault.set(workspace, name(workspace, compute), value, CONTENT_TYPE);
    }

    String get(Workspace workspace, String compute) {
        return vault.get(workspace, name(workspace, compute));
    }

    void remove(Workspace workspace, String compute) {
        vault.remove(workspace, name(workspace, compute));
    }

    SecretName reference(Workspace workspace, String compute) {
        return new SecretName(
                addresses.address(ServiceName.KEYVAULT),
                WorkspaceVault.requireHost(workspace),
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
}
