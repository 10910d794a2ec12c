package io.mltwin.workspace.databricks;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** Microsoft.Databricks/workspaces on the wire (2018-04-01 to 2023-02-01). */
record DatabricksBody(Sku sku, Properties properties) {

    record Sku(String name, String tier) {}

    record Properties(
            String managedResourceGroupId,
            Map<String, Parameter> parameters,
            String publicNetworkAccess,
            String requiredNsgRules,
            JsonNode encryption,
            JsonNode accessConnector,
            JsonNode defaultCatalog,
            String defaultStorageFirewall,
            String provisioningState,
            String workspaceId,
            String workspaceUrl,
            String createdDateTime,
            CreatedBy createdBy,
            StorageIdentity storageAccountIdentity,
            String dbfsEncryption) {}

    /** One of {@code WorkspaceCustomParameters}. */
    record Parameter(String type, JsonNode value) {}

    /** {@code CreatedBy}. */
    record CreatedBy(String oid, String applicationId) {
        @Override
        public String toString() {
            return "a person";
        }
    }

    /** {@code ManagedIdentityConfiguration}: what the customer lets into the vault. */
    record StorageIdentity(String principalId, String tenantId, String type) {}
}
