package io.mltwin.workspace.machinelearning.provisioning;

import io.mltwin.access.Tokens;
import io.mltwin.managedidentities.ManagedIdentities;
import io.mltwin.workspace.machinelearning.Workspace;
import io.mltwin.workspace.machinelearning.WorkspaceIdentities;
import io.mltwin.workspace.machinelearning.Workspaces;
import io.mltwin.workspace.operations.Operation;
import jakarta.inject.Singleton;
import java.security.KeyPair;

/**
 * The workspace's system-assigned identity, where it has one, named like the workspace (MID-01):
 * the key pair is made here and its private half kept wrapped before identity gets the public half,
 * so a crash in between leaves no identity that nobody can use. Registering again keeps the
 * identity and replaces its key.
 */
@Singleton
class IdentityStep implements ProvisioningStep {

    private final ManagedIdentities identities;
    private final WorkspaceIdentities keys;
    private final Workspaces workspaces;
    private final Tokens tokens;

    IdentityStep(ManagedIdentities identities, WorkspaceIdentities keys, Workspaces workspaces, Tokens tokens) {
        this.identities = identities;
        this.keys = keys;
        this.workspaces = workspaces;
        this.tokens = tokens;
    }

    @Override
    public String name() {
        return "identity";
    }

    @Override
    public boolean run(Workspace workspace, Operation operation) {
        if (workspace.ownIdentity() == null) {
            return true;
        }
        KeyPair pair = identities.newKeyPair();
        workspaces.identityKeyMade(workspace.id(), keys.wrap(workspace, pair.getPrivate()));
        ManagedIdentities.Registration registered =
                identities.register(workspace.id().toString(), workspace.id().name(), workspace.tenantId(), pair);
        tokens.forget(registered.clientId());
        workspaces.identityRegistered(workspace.id(), registered.objectId(), registered.clientId());
        return true;
    }
}
