package io.mltwin.workspace.machinelearning.provisioning;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Lists the steps of making a workspace, in this order ("Enterprise security and governance",
 * Create workspace): the resources in the customer's subscription, the identity, its grants, the
 * keys in the vault.
 */
@Singleton
class ProvisioningSteps {

    private final List<ProvisioningStep> inOrder;

    @Inject
    ProvisioningSteps(
            StorageAccountStep storageAccount,
            KeyVaultStep keyVault,
            ApplicationInsightsStep applicationInsights,
            ContainerRegistryStep containerRegistry,
            ManagedResourcesStep managedResources,
            StorageContainersStep containers,
            IdentityStep identity,
            RoleAssignmentsStep roleAssignments,
            VaultAccessStep vaultAccess,
            VaultSecretsStep vaultSecrets,
            SupportApplicationStep supportApplication,
            IdentityRemovalStep identityRemoval,
            DatastoreRolesStep datastoreRoles) {
        this(List.of(
                storageAccount,
                keyVault,
                applicationInsights,
                containerRegistry,
                managedResources,
                containers,
                identity,
                roleAssignments,
                vaultAccess,
                vaultSecrets,
                supportApplication,
                identityRemoval,
                datastoreRoles));
    }

    ProvisioningSteps(List<ProvisioningStep> inOrder) {
        this.inOrder = inOrder;
    }

    /** The steps that are left when {@code next} is the next one; all for null. */
    List<ProvisioningStep> from(String next) {
        for (int i = 0; i < inOrder.size(); i++) {
            if (inOrder.get(i).name().equals(next)) {
                return inOrder.subList(i, inOrder.size());
            }
        }
        return inOrder;
    }

    /** Name of the step after this one, null after the last. */
    String after(ProvisioningStep step) {
        int next = inOrder.indexOf(step) + 1;
        return next == inOrder.size() ? null : inOrder.get(next).name();
    }

    String first() {
        return inOrder.get(0).name();
    }
}
