package io.mltwin.workspace.machinelearning;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.resourceprovider.SystemData;
import io.mltwin.workspace.machinelearning.encryption.EncryptionBody;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Microsoft.MachineLearningServices/workspaces on the wire (API 2022-10-01; one shape for all
 * versions).
 */
record WorkspaceBody(
        String id,
        String name,
        String type,
        String location,
        String kind,
        Map<String, String> tags,
        Sku sku,
        Identity identity,
        SystemData systemData,
        Properties properties) {

    record Sku(String name, String tier) {}

    record Identity(String type, String principalId, String tenantId, JsonNode userAssignedIdentities) {}

    record Properties(
            String workspaceId,
            String friendlyName,
            String description,
            String keyVault,
            String applicationInsights,
            String containerRegistry,
            String storageAccount,
            String discoveryUrl,
            String mlFlowTrackingUri,
            String provisioningState,
            Boolean hbiWorkspace,
            EncryptionBody encryption,
            String publicNetworkAccess,
            Boolean allowPublicAccessWhenBehindVnet,
            Boolean v1LegacyMode,
            String imageBuildCompute,
            String primaryUserAssignedIdentity,
            JsonNode serviceManagedResourcesSettings,
            JsonNode sharedPrivateLinkResources,
            JsonNode managedNetwork,
            List<JsonNode> privateEndpointConnections,
            String serviceProvisionedResourceGroup,
            Integer privateLinkCount,
            JsonNode notebookInfo,
            Boolean storageHnsEnabled,
            String systemDatastoresAuthMode,
            String tenantId,
            Instant creationTime) {}
}
