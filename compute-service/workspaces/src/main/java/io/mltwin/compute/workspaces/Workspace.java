package io.mltwin.compute.workspaces;

import io.mltwin.encoding.AsciiCase;
import io.mltwin.machinelearning.WorkspaceNetwork;

/**
 * An Azure ML workspace, as workspace-service describes it to compute-service.
 *
 * @param id ARM id
 * @param workspaceId GUID
 * @param location region, {@code eastus}
 * @param identityObjectId principal of what the workspace acts as: its primary user-assigned
 *     identity, else its own
 * @param identityClientId client id of that identity
 * @param vaultUri data plane of the workspace's key vault
 * @param hbiWorkspace true for data of high business impact
 * @param systemDatastoresAuthMode how its own datastores are reached: accessKey or identity
 * @param customerKey null when Microsoft's keys encrypt it
 * @param network null when it has public network access and no private endpoint
 * @param supportApplicationId the application that helps Azure ML manage compute in its region
 * @param containerRegistryId ARM id; null where it has none
 */
public record Workspace(
        String id,
        String workspaceId,
        String name,
        String location,
        String tenantId,
        String subscriptionId,
        String resourceGroup,
        String storageAccountName,
        String identityObjectId,
        String identityClientId,
        String vaultUri,
        boolean hbiWorkspace,
        String systemDatastoresAuthMode,
        String defaultContainer,
        CustomerKeyBody customerKey,
        WorkspaceNetwork network,
        String supportApplicationId,
        String containerRegistryId) {

    /**
     * The key that the customer gave for the workspace, {@code encryption.keyVaultProperties}.
     *
     * @param identityId the user-assigned identity that opens it, null for Azure Cosmos DB's
     *     application
     */
    public record CustomerKeyBody(String keyVaultId, String keyIdentifier, String identityId) {}

    public WorkspaceNetwork network() {
        return network == null ? WorkspaceNetwork.OPEN : network;
    }

    /** Returns whether its own datastores are reached as identities, and not by the account's key. */
    public boolean isReachedByIdentity() {
        return "identity".equals(systemDatastoresAuthMode);
    }

    /** The region as it stands in host names. */
    public String region() {
        return AsciiCase.lower(location).replace(" ", "");
    }

    /** Container of the default datastore. */
    public String datastoreContainer() {
        return defaultContainer == null ? "azureml-blobstore-" + workspaceId : defaultContainer;
    }

    /** File share of the default file store, {@code workspacefilestore}. */
    public String fileShare() {
        return "azureml-filestore-" + workspaceId;
    }

    /** File share of notebooks and scripts. */
    public String codeShare() {
        return "code-" + workspaceId;
    }

    /** Fired when a workspace was found to be deleted. */
    public record WorkspaceDeleted(String workspaceId) {}

    /** Fired when workspace-service returned a workspace, before any operation in it. */
    public record WorkspaceObserved(Workspace workspace) {}
}
