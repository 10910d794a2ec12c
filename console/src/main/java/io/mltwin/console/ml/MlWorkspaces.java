package io.mltwin.console.ml;

import io.mltwin.console.workspaces.WorkspaceAddress;
import io.mltwin.console.workspaces.Workspaces;
import jakarta.inject.Singleton;

/** Opens the workspace that the address of a page names. */
@Singleton
public record MlWorkspaces(Workspaces workspaces) {

    /**
     * Reads the workspace of an address {@code /runs/{subscription}/{group}/{workspace}}.
     *
     * @throws io.mltwin.armweb.AzureException with Azure's own status, code and text when it is
     *     refused
     */
    public MlWorkspace open(WorkspaceAddress address) {
        return new MlWorkspace(workspaces.get(address.id()));
    }
}
