package io.mltwin.workspace.machinelearning.provisioning;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.Caller;
import io.mltwin.workspace.machinelearning.Workspace;
import io.mltwin.workspace.machinelearning.WorkspaceIdentities;
import io.mltwin.workspace.machinelearning.provisioning.RoleAssignmentsStep.Grant;
import io.mltwin.workspace.operations.Operation;
import jakarta.inject.Singleton;

/**
 * Access to all keys, secrets and certificates of the vault for the workspace's identity (seed
 * L94): by an access policy or, in a vault that uses Azure RBAC, by a role.
 */
@Singleton
record VaultAccessStep(
        MachineLearningApplication application,
        RoleAssignmentsStep roles,
        DependentResources resources,
        WorkspaceIdentities identities)
        implements ProvisioningStep {
    private static final String KEY_VAULT_ADMINISTRATOR = "00482a5a-887f-4fb3-b363-3b7fe8e74483";
    private static final String KEY_VAULT_SECRETS_OFFICER = "b86a8fe4-44ce-4948-aee5-eccb2c155cd7";

    @Override
    public String name() {
        return "vault-access";
    }

    @Override
    public boolean run(Workspace workspace, Operation operation) {
        if (workspace.ownIdentity() != null) {
            giveToOwn(workspace, operation);
        }
        if (workspace.identity().isUserAssigned()) {
            takeAsAssigned(workspace, operation);
        }
        return true;
    }

    /**
     * As the primary user-assigned identity itself, which as a Contributor may write the policy; in
     * a vault that uses Azure RBAC it must have its role from somebody else.
     */
    private void takeAsAssigned(Workspace workspace, Operation operation) {
        Caller identity = identities.caller(workspace);
        ArmResourceId vault = workspace.keyVault().id();
        JsonNode properties = resources
                .read(vault, KeyVaultStep.API_VERSION, identity, operation)
                .path("properties");
        if (!properties.path("enableRbacAuthorization").asBoolean()
                && !VaultPolicies.missing(properties.path("accessPolicies"), workspace)
                        .isEmpty()) {
            resources.put(
                    VaultPolicies.operation(workspace, "add"),
                    KeyVaultStep.API_VERSION,
                    VaultPolicies.ofAssigned(workspace),
                    identity,
                    operation);
        }
    }

    private void giveToOwn(Workspace workspace, Operation operation) {
        ArmResourceId vault = workspace.keyVault().id();
        boolean usesRoles = application
                .find(workspace, operation, vault, KeyVaultStep.API_VERSION)
                .map(found -> found.path("properties").path("enableRbacAuthorization"))
                .filter(JsonNode::asBoolean)
                .isPresent();
        if (usesRoles) {
            roles.give(workspace, operation, new Grant(vault, KEY_VAULT_ADMINISTRATOR));
            roles.give(workspace, operation, new Grant(vault, KEY_VAULT_SECRETS_OFFICER), application.objectId());
            return;
        }
        application.put(
                workspace,
                operation,
                VaultPolicies.operation(workspace, "add"),
                KeyVaultStep.API_VERSION,
                VaultPolicies.added(workspace, application.objectId()));
    }
}
