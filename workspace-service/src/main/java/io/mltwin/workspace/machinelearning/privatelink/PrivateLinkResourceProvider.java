package io.mltwin.workspace.machinelearning.privatelink;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.ArmAnswer;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.ArmProvider;
import io.mltwin.workspace.machinelearning.Workspace;
import io.mltwin.workspace.machinelearning.Workspaces;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * {@code GET …/privateLinkResources} of a workspace (API 2020-08-01 and 2022-10-01): the one group
 * that private endpoints connect to, with the DNS zones that whoever makes one sets up.
 */
@Singleton
class PrivateLinkResourceProvider implements ArmProvider {

    private static final String TYPE =
            "Microsoft.MachineLearningServices/workspaces/privateLinkResources";
    private static final List<String> ZONES =
            List.of("privatelink.api.azureml.ms", "privatelink.notebooks.azure.net");

    private final Workspaces workspaces;
    private final ObjectMapper json;

    PrivateLinkResourceProvider(Workspaces workspaces, ObjectMapper json) {
        this.workspaces = workspaces;
        this.json = json;
    }

    record Page(List<Item> value) {}

    record Item(String id, String name, String type, String location, Properties properties) {}

    record Properties(
            String groupId, List<String> requiredMembers, List<String> requiredZoneNames) {}

    @Override
    public List<String> types() {
        return List.of(TYPE);
    }

    @Override
    public ArmAnswer handle(ArmCall call) {
        if (!call.isList()) {
            throw ArmErrors.methodNotAllowed(call);
        }
        Workspace workspace = workspaces.requireReady(call.id());
        String group = PrivateEndpointConnections.GROUP;
        Item item =
                new Item(
                        workspace.id().child("privateLinkResources", group).toString(),
                        group,
                        TYPE,
                        workspace.location(),
                        new Properties(group, List.of("default"), ZONES));
        return ArmAnswer.ok(json.valueToTree(new Page(List.of(item))));
    }
}
