package io.mltwin.compute.databricks;

import io.mltwin.compute.workspaces.Workspace;
import io.mltwin.compute.workspaces.WorkspaceVault;
import jakarta.inject.Singleton;

/** The workspace's key vault, where access tokens of attached Databricks workspaces lie. */
@Singleton
class DatabricksVault {

    private final WorkspaceVault vault;

    DatabricksVault(WorkspaceVault vault) {
        this.vault = vault;
    }

    void set(Workspace workspace, String compute, String token) {
        vault.set(workspace, name(workspace, compute), token, "text/plain");
    }

    String get(Workspace workspace, String compute) {
        return vault.get(workspace, name(workspace, compute));
    }

    void remove(Workspace workspace, String compute) {
        vault.remove(workspace, name(workspace, compute));
    }

    /**
     * Names of computes have letters, digits and hyphens, as names of secrets do.
     *
     * @param compute in lower case
     */
    private static String name(Workspace workspace, String compute) {
        return "aml-" + workspace.workspaceId() + "-compute-" + compute;
    }
}
