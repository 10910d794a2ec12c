package io.mltwin.workspace.databricks;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** Microsoft.Databricks/workspaces on the wire (2018-04-01 to 2023-02-01). */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
record DatabricksBody(Sku sku, Properties properties) {

    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Sku(String name, String tier) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
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
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Parameter(String type, JsonNode value) {}

    /** {@code CreatedBy}. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record CreatedBy(String oid, String applicationId) {
        @Override
        public String toString() {
            return "a person";
        }
    }

    /** {@code ManagedIdentityConfiguration}: what the customer lets into the vault. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record StorageIdentity(String principalId, String tenantId, String type) {}
}
