package io.mltwin.compute.datastores;

import java.util.Map;

/**
 * {@code DataStore} of the v1 data plane (2020-09-23). Clients send secrets in it, answers have
 * none.
 */
record DatastoreBody(
        String name,
        String dataStoreType,
        Boolean hasBeenValidated,
        Map<String, String> tags,
        AzureStorageSection azureStorageSection,
        AzureDataLakeSection azureDataLakeSection) {

    /** {@code AzureStorageDto}; {@code accountKey} and {@code sasToken} are its older fields. */
    record AzureStorageSection(
            String accountName,
            String containerName,
            String endpoint,
            String protocol,
            String credentialType,
            String credential,
            String accountKey,
            String sasToken,
            ClientCredentials clientCredentials,
            Boolean areWorkspaceManagedIdentitiesAllowed,
            String subscriptionId,
            String resourceGroup) {
        @Override
        public String toString() {
            return "section of " + accountName + "/" + containerName;
        }
    }

    /** {@code AzureDataLakeDto}. */
    record AzureDataLakeSection(
            String storeName,
            String clientId,
            String tenantId,
            Boolean isCertAuth,
            String certificate,
            String thumbprint,
            String clientSecret,
            String authorityUrl,
            String resourceUri,
            String subscriptionId,
            String resourceGroup) {
        @Override
        public String toString() {
            return "section of " + storeName;
        }
    }

    /** {@code ClientCredentialsDto}. */
    record ClientCredentials(
            String clientId,
            String tenantId,
            Boolean isCertAuth,
            String certificate,
            String thumbprint,
            String clientSecret,
            String authorityUrl,
            String resourceUri) {
        @Override
        public String toString() {
            return "credentials of " + clientId;
        }
    }

    @Override
    public String toString() {
        return "datastore " + name;
    }
}
