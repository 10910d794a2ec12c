package io.mltwin.workspace.machinelearning.provisioning;

import io.mltwin.managedidentities.HostedIdentities;
import io.mltwin.workspace.machinelearning.Workspace;
import io.mltwin.workspace.machinelearning.Workspaces;
import io.mltwin.workspace.operations.Operation;
import jakarta.inject.Singleton;

/**
 * Ends the identities that were taken off the workspace; they are noted in its row until then, and
 * nothing happens to one that has ended already.
 */
@Singleton
class IdentityRemovalStep implements ProvisioningStep {

    private final HostedIdentities identities;
    private final Workspaces workspaces;

    IdentityRemovalStep(HostedIdentities identities, Workspaces workspaces) {
        this.identities = identities;
        this.workspaces = workspaces;
    }

    @Override
    public String name() {
        return "identity-removal";
    }

    @Override
    public boolean run(Workspace workspace, Operation operation) {
        identities.end(workspace.id(), workspaces.leavingIdentities(workspace.id()));
        workspaces.leavingIdentitiesEnded(workspace.id());
        return true;
    }
}
