package io.mltwin.compute.databricks;

import io.mltwin.access.IdentityVault;
import io.mltwin.armweb.AzureException;
import io.mltwin.compute.workspaces.Workspace;
import io.mltwin.compute.workspaces.WorkspaceClient;
import io.mltwin.platform.Addresses;
import jakarta.inject.Singleton;

/** The workspace's key vault, where access tokens of attached Databricks workspaces lie. */
@Singleton
class DatabricksVault {

    private final IdentityVault vault;
    private final WorkspaceClient workspaces;
    private final Addresses addresses;

    DatabricksVault(IdentityVault vault, WorkspaceClient workspaces, Addresses addresses) {
        this.vault = vault;
        this.workspaces = workspaces;
        this.addresses = addresses;
    }

    void set(Workspace workspace, String compute, String token) {
        vault.set(door(workspace), name(workspace, compute), token, "text/plain");
    }

    String get(Workspace workspace, String compute) {
        return vault.get(door(workspace), name(workspace, compute));
    }

    void remove(Workspace workspace, String compute) {
        vault.remove(door(workspace), name(workspace, compute));
    }

    /**
     * Names of computes have letters, digits and hyphens, as names of secrets do.
     *
     * @param compute in lower case
     */
    private static String name(Workspace workspace, String compute) {
        return "aml-" + workspace.workspaceId() + "-compute-" + compute;
    }

    private IdentityVault.Door door(Workspace workspace) {
        String audience = addresses.vaultAudience();
        return new IdentityVault.Door(
                workspace.vaultUri(),
                () -> workspaces.identityToken(workspace.id(), audience).value(),
                () -> workspaces.forgetToken(workspace.id(), audience),
                DatabricksVault::refused);
    }

    private static AzureException refused(IdentityVault.Refusal refused) {
        return new AzureException(
                refused.status() == 503 ? 503 : 502,
                "KeyVaultError",
                "The workspace's key vault answered "
                        + refused.what()
                        + " with "
                        + refused.status()
                        + (refused.code() == null ? "" : " " + refused.code())
                        + ".");
    }
}
