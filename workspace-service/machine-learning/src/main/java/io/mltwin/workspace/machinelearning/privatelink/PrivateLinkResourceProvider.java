package io.mltwin.workspace.machinelearning.privatelink;

import io.mltwin.resourceprovider.ResourceProvider;
import io.mltwin.resourceprovider.ResourceType;
import io.mltwin.workspace.machinelearning.Workspace;
import io.mltwin.workspace.machinelearning.Workspaces;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * {@code GET …/privateLinkResources} of a workspace (API 2020-08-01 and 2022-10-01): the one group
 * that private endpoints connect to, with the DNS zones that its creator sets up.
 */
@Singleton
record PrivateLinkResourceProvider(Workspaces workspaces) implements ResourceProvider {
    private static final String TYPE = "Microsoft.MachineLearningServices/workspaces/privateLinkResources";
    private static final List<String> ZONES = List.of("privatelink.api.azureml.ms", "privatelink.notebooks.azure.net");

    record Item(String id, String name, String type, String location, Properties properties) {}

    record Properties(String groupId, List<String> requiredMembers, List<String> requiredZoneNames) {}

    @Override
    public List<ResourceType> types() {
        return List.of(ResourceType.named(TYPE)
                .list(call -> List.of(groupOf(workspaces.requireReady(call.id()))))
                .build());
    }

    private static Item groupOf(Workspace workspace) {
        String group = PrivateEndpointConnections.GROUP;
        return new Item(
                workspace.id().child("privateLinkResources", group).toString(),
                group,
                TYPE,
                workspace.location(),
                new Properties(group, List.of("default"), ZONES));
    }
}
