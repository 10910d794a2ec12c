package io.mltwin.workspace.machinelearning.provisioning;

import io.mltwin.workspace.machinelearning.Workspace;
import io.mltwin.workspace.operations.Operation;
import jakarta.inject.Singleton;

/**
 * Access to all keys, secrets and certificates of the vault for the workspace's identity (seed
 * L94).
 */
@Singleton
class VaultAccessStep implements ProvisioningStep {

    private final MachineLearningApplication application;

    VaultAccessStep(MachineLearningApplication application) {
        this.application = application;
    }

    @Override
    public String name() {
        return "vault-access";
    }

    @Override
    public boolean run(Workspace workspace, Operation operation) {
        application.put(
                workspace,
                operation,
                VaultPolicies.operation(workspace, "add"),
                KeyVaultStep.API_VERSION,
                VaultPolicies.added(workspace, application.objectId()));
        return true;
    }
}
