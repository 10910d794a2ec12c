package io.mltwin.workspace.machinelearning;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.platform.Addresses;
import io.mltwin.workspace.machinelearning.encryption.EncryptionBody;
import java.util.Map;

/** Between a workspace's row, its wire form and what others see of it. */
final class WorkspaceMapper {

    private static final TypeReference<Map<String, String>> TAGS = new TypeReference<>() {};

    private WorkspaceMapper() {}

    static WorkspaceBody body(
            WorkspaceEntity row, WorkspaceLinks links, Addresses addresses, ObjectMapper json) {
        return new WorkspaceBody(
                row.id,
                ArmResourceId.parse(row.id).name(),
                WorkspaceRules.TYPE,
                row.location,
                "Default",
                read(row.tags, json),
                new WorkspaceBody.Sku(row.skuName, row.skuTier),
                new WorkspaceBody.Identity(
                        "SystemAssigned", row.identityObjectId, row.tenantId, null),
                new WorkspaceBody.SystemData(
                        row.createdBy,
                        row.createdByType,
                        row.createdAt,
                        row.modifiedBy,
                        row.modifiedByType,
                        row.modifiedAt),
                properties(row, links, addresses, json));
    }

    private static WorkspaceBody.Properties properties(
            WorkspaceEntity row, WorkspaceLinks links, Addresses addresses, ObjectMapper json) {
        KeptProperties passive = passive(row.passiveProperties, json);
        String region = addresses.regionHost(row.location);
        return new WorkspaceBody.Properties(
                row.workspaceId,
                row.friendlyName,
                row.description == null ? "" : row.description,
                row.keyVaultId,
                row.applicationInsightsId,
                row.containerRegistryId,
                row.storageAccountId,
                "https://" + region + "/discovery",
                "azureml://" + region + "/mlflow/v1.0" + row.id,
                row.provisioningState,
                row.hbiWorkspace,
                row.customerKey == null
                        ? null
                        : EncryptionBody.enabled(row.customerVaultId, row.customerKey),
                passive.isPublic(links.isBehindEndpoint()) ? "Enabled" : "Disabled",
                Boolean.TRUE.equals(passive.allowPublicAccessWhenBehindVnet()),
                Boolean.TRUE.equals(passive.v1LegacyMode()),
                passive.imageBuildCompute(),
                null,
                passive.serviceManagedResourcesSettings(),
                null,
                null,
                links.privateEndpointConnections(),
                row.managedGroupId == null ? null : ArmResourceId.parse(row.managedGroupId).name(),
                links.privateEndpointConnections().size(),
                links.notebookInfo(),
                false,
                row.tenantId,
                row.createdAt);
    }

    static Workspace view(WorkspaceEntity row) {
        return new Workspace(
                ArmResourceId.parse(row.id),
                row.workspaceId,
                row.tenantId,
                row.location,
                row.hbiWorkspace,
                new Workspace.Dependent(
                        ArmResourceId.parse(row.storageAccountId), row.storageAccountGiven),
                new Workspace.Dependent(ArmResourceId.parse(row.keyVaultId), row.keyVaultGiven),
                new Workspace.Dependent(
                        ArmResourceId.parse(row.applicationInsightsId),
                        row.applicationInsightsGiven),
                new Workspace.Dependent(
                        ArmResourceId.parse(row.containerRegistryId), row.containerRegistryGiven),
                row.vaultUri,
                row.registryLoginServer,
                row.instrumentationKey,
                new Workspace.Identity(
                        row.identityObjectId, row.identityClientId, row.identityWrappedKey),
                customerKey(row),
                row.managedGroupId == null ? null : ArmResourceId.parse(row.managedGroupId),
                row.provisioningState,
                row.nextStep);
    }

    private static Workspace.CustomerKey customerKey(WorkspaceEntity row) {
        return row.customerKey == null
                ? null
                : new Workspace.CustomerKey(
                        ArmResourceId.parse(row.customerVaultId), row.customerKey);
    }

    static KeptProperties passive(String text, ObjectMapper json) {
        try {
            return json.readValue(text, KeptProperties.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("stored properties cannot be read", e);
        }
    }

    static String write(Object value, ObjectMapper json) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("properties cannot be written", e);
        }
    }

    private static Map<String, String> read(String tags, ObjectMapper json) {
        try {
            return json.readValue(tags, TAGS);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("stored tags cannot be read", e);
        }
    }
}
