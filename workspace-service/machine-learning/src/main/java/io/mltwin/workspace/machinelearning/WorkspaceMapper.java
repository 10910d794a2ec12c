package io.mltwin.workspace.machinelearning;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.managedidentities.HostedIdentities;
import io.mltwin.managedidentities.HostedIdentity;
import io.mltwin.managedidentities.IdentityBody;
import io.mltwin.platform.Addresses;
import io.mltwin.resourceprovider.JsonColumn;
import io.mltwin.resourceprovider.SystemData;
import io.mltwin.workspace.machinelearning.WorkspaceLinkSource.WorkspaceLinks;
import io.mltwin.workspace.machinelearning.encryption.EncryptionBody;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Maps between a workspace's row, its wire form and what others see of it. */
final class WorkspaceMapper {

    private WorkspaceMapper() {}

    static WorkspaceBody body(WorkspaceEntity row, WorkspaceLinks links, Addresses addresses, ObjectMapper json) {
        return new WorkspaceBody(
                row.id,
                row.name,
                WorkspaceValidator.TYPE,
                row.location,
                "Default",
                row.tags,
                new WorkspaceBody.Sku(row.skuName, row.skuTier),
                identity(row, json),
                new SystemData(
                        row.createdBy,
                        row.createdByType,
                        row.createdAt,
                        row.modifiedBy,
                        row.modifiedByType,
                        row.modifiedAt),
                properties(row, links, addresses, json));
    }

    /** In the specification's spelling of the types, without a space. */
    private static WorkspaceBody.Identity identity(WorkspaceEntity row, ObjectMapper json) {
        Map<String, IdentityBody.UserAssigned> assigned = new TreeMap<>();
        for (HostedIdentity one : HostedIdentity.read(row.userIdentities)) {
            assigned.put(one.resourceId(), new IdentityBody.UserAssigned(one.objectId(), one.clientId()));
        }
        String type = !row.ownIdentity
                ? "UserAssigned"
                : assigned.isEmpty() ? "SystemAssigned" : "SystemAssigned,UserAssigned";
        return new WorkspaceBody.Identity(
                type,
                row.ownIdentity ? row.identityObjectId : null,
                row.ownIdentity ? row.tenantId : null,
                assigned.isEmpty() ? null : json.valueToTree(assigned));
    }

    private static WorkspaceBody.Properties properties(
            WorkspaceEntity row, WorkspaceLinks links, Addresses addresses, ObjectMapper json) {
        PassthroughProperties passive = JsonColumn.read(row.passiveProperties, PassthroughProperties.class);
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
                        : EncryptionBody.enabled(row.customerVaultId, row.customerKey, row.keyIdentity, json),
                passive.isPublic(links.isBehindEndpoint()) ? "Enabled" : "Disabled",
                Boolean.TRUE.equals(passive.allowPublicAccessWhenBehindVnet()),
                Boolean.TRUE.equals(passive.v1LegacyMode()),
                null,
                row.primaryIdentity,
                null,
                null,
                null,
                links.privateEndpointConnections(),
                row.managedGroupId == null
                        ? null
                        : ArmResourceId.parse(row.managedGroupId).name(),
                links.privateEndpointConnections().size(),
                links.notebookInfo(),
                false,
                row.systemDatastoresAuthMode,
                row.tenantId,
                row.createdAt);
    }

    static Workspace view(WorkspaceEntity row) {
        List<HostedIdentity> assigned = HostedIdentity.read(row.userIdentities);
        return new Workspace(
                row.armId(),
                row.workspaceId,
                row.tenantId,
                row.location,
                row.hbiWorkspace,
                row.systemDatastoresAuthMode,
                new Workspace.Dependent(ArmResourceId.parse(row.storageAccountId), row.storageAccountGiven),
                new Workspace.Dependent(ArmResourceId.parse(row.keyVaultId), row.keyVaultGiven),
                new Workspace.Dependent(ArmResourceId.parse(row.applicationInsightsId), row.applicationInsightsGiven),
                new Workspace.Dependent(ArmResourceId.parse(row.containerRegistryId), row.containerRegistryGiven),
                row.vaultUri,
                row.registryLoginServer,
                row.instrumentationKey,
                row.primaryIdentity == null ? own(row) : Workspace.Identity.of(one(assigned, row.primaryIdentity)),
                row.ownIdentity ? own(row) : null,
                assigned,
                customerKey(row, assigned),
                row.managedGroupId == null ? null : ArmResourceId.parse(row.managedGroupId),
                row.provisioningState,
                row.nextStep);
    }

    private static Workspace.Identity own(WorkspaceEntity row) {
        return new Workspace.Identity(row.identityObjectId, row.identityClientId, row.identityWrappedKey, null);
    }

    private static HostedIdentity one(List<HostedIdentity> assigned, String armId) {
        return HostedIdentities.find(assigned, armId)
                .orElseThrow(() -> new IllegalStateException(armId + " is not assigned"));
    }

    private static Workspace.CustomerKey customerKey(WorkspaceEntity row, List<HostedIdentity> assigned) {
        return row.customerKey == null
                ? null
                : new Workspace.CustomerKey(
                        ArmResourceId.parse(row.customerVaultId),
                        row.customerKey,
                        row.keyIdentity == null ? null : one(assigned, row.keyIdentity));
    }
}
