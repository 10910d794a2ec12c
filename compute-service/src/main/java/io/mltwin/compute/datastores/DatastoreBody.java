package io.mltwin.compute.datastores;

import io.mltwin.compute.workspaces.Workspace;
import java.util.Map;

/**
 * {@code DataStore} of the v1 data plane; without any secret, as data is reached with identities.
 */
public record DatastoreBody(
        String name,
        String dataStoreType,
        boolean hasBeenValidated,
        Map<String, String> tags,
        AzureStorageSection azureStorageSection) {

    /** {@code AzureStorageDto}. */
    public record AzureStorageSection(
            String accountName,
            String containerName,
            String endpoint,
            String protocol,
            String credentialType,
            boolean areWorkspaceManagedIdentitiesAllowed,
            String subscriptionId,
            String resourceGroup) {}

    static DatastoreBody ofDefault(Workspace workspace, String endpoint) {
        return new DatastoreBody(
                DefaultDatastore.NAME,
                "AzureBlob",
                true,
                Map.of(),
                new AzureStorageSection(
                        workspace.storageAccountName(),
                        workspace.datastoreContainer(),
                        endpoint,
                        "https",
                        "None",
                        true,
                        workspace.subscriptionId(),
                        workspace.resourceGroup()));
    }
}
