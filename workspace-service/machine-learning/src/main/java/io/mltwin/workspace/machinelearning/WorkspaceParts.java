package io.mltwin.workspace.machinelearning;

import io.mltwin.machinelearning.WorkspaceNetwork;
import io.mltwin.platform.Addresses;

/**
 * A workspace for the other services.
 *
 * @param supportApplicationId the application that helps Azure ML manage compute in the workspace's
 *     region; null until there is one
 */
public record WorkspaceParts(
        String id,
        String workspaceId,
        String name,
        String location,
        String tenantId,
        String subscriptionId,
        String resourceGroup,
        String storageAccountId,
        String storageAccountName,
        String blobEndpoint,
        String keyVaultId,
        String vaultUri,
        String containerRegistryId,
        String registryLoginServer,
        String registryName,
        String applicationInsightsId,
        boolean hbiWorkspace,
        String systemDatastoresAuthMode,
        String identityObjectId,
        String identityClientId,
        String provisioningState,
        String defaultContainer,
        CustomerKey customerKey,
        WorkspaceNetwork network,
        String supportApplicationId) {

    /** The key of the workspace's run history when {@code encryption.status} is Enabled. */
    public record CustomerKey(String keyVaultId, String keyIdentifier, String identityId) {

        static CustomerKey of(Workspace.CustomerKey key) {
            return key == null
                    ? null
                    : new CustomerKey(
                            key.vault().toString(),
                            key.keyIdentifier(),
                            key.identity() == null ? null : key.identity().resourceId());
        }
    }

    static WorkspaceParts of(
            Workspace workspace, WorkspaceNetwork network, Addresses addresses, String supportApplicationId) {
        String account = workspace.storageAccount().id().name();
        return new WorkspaceParts(
                workspace.id().toString(),
                workspace.workspaceId(),
                workspace.id().name(),
                workspace.location(),
                workspace.tenantId(),
                workspace.id().subscriptionId(),
                workspace.id().resourceGroup(),
                workspace.storageAccount().id().toString(),
                account,
                "https://" + addresses.blobHost(account) + "/",
                workspace.keyVault().id().toString(),
                workspace.vaultUri(),
                workspace.containerRegistry().id().toString(),
                workspace.registryLoginServer(),
                workspace.containerRegistry().id().name(),
                workspace.applicationInsights().id().toString(),
                workspace.hbiWorkspace(),
                workspace.systemDatastoresAuthMode(),
                workspace.identity().objectId(),
                workspace.identity().clientId(),
                workspace.provisioningState(),
                workspace.defaultContainer(),
                CustomerKey.of(workspace.customerKey()),
                network,
                supportApplicationId);
    }
}
