package io.mltwin.scoring.workspaces;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.machinelearning.WorkspaceNetwork;

/**
 * A workspace as workspace-service tells it to this service; resources that it has not are null.
 *
 * @param customerKey null when Microsoft's keys encrypt it
 * @param network null when it has public network access and no private endpoint
 */
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
        String provisioningState,
        WorkspaceNetwork network,
        JsonNode customerKey) {

    public WorkspaceNetwork network() {
        return network == null ? WorkspaceNetwork.OPEN : network;
    }
}
