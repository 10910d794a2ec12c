package io.mltwin.scoring.workspaces;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * A workspace as workspace-service tells it to this service; resources that it has not are null.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record WorkspaceView(
        String id,
        String workspaceId,
        String name,
        String location,
        String tenantId,
        String storageAccountId,
        String storageAccountName,
        String containerRegistryId,
        String registryName,
        String applicationInsightsId,
        boolean hbiWorkspace,
        String provisioningState) {}
