package io.mltwin.workspace.machinelearning.privatelink;

import io.mltwin.access.LinkedAccessAuthorizer;
import io.mltwin.armweb.ArmCall;
import io.mltwin.resourceprovider.ResourceChange;
import io.mltwin.resourceprovider.ResourceProvider;
import io.mltwin.resourceprovider.ResourceType;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Private endpoint connections of a workspace (API 2020-08-01 and 2022-10-01). Approving one lets a
 * network in, so next to the write it needs {@code privateEndpointConnectionsApproval/action} on
 * the workspace.
 */
@Singleton
class PrivateEndpointConnectionProvider implements ResourceProvider {

    private static final String APPROVAL =
            "Microsoft.MachineLearningServices/workspaces/privateEndpointConnectionsApproval/action";

    private final PrivateEndpointConnections connections;
    private final LinkedAccessAuthorizer linked;

    PrivateEndpointConnectionProvider(PrivateEndpointConnections connections, LinkedAccessAuthorizer linked) {
        this.connections = connections;
        this.linked = linked;
    }

    @Override
    public List<ResourceType> types() {
        return List.of(ResourceType.named(PrivateEndpointConnectionMapper.TYPE)
                .get(call -> connections.get(call.id()))
                .list(call -> connections.list(call.id()))
                .put(ResourceChange.reading(PrivateEndpointConnectionBody.class, "private endpoint connection")
                        .validate((call, body) -> body.requireStatus())
                        .prepare((call, body) -> requireApproval(call))
                        .apply((call, body, nothing) -> connections.decide(call.id(), body)))
                .delete(connections::delete)
                .build());
    }

    private Void requireApproval(ArmCall call) {
        linked.require(call, APPROVAL, call.id().parent());
        return null;
    }
}
