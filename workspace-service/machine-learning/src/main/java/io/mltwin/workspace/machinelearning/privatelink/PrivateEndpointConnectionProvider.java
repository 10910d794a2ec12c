package io.mltwin.workspace.machinelearning.privatelink;

import io.mltwin.access.LinkedAccessAuthorizer;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmResourceId;
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
record PrivateEndpointConnectionProvider(PrivateEndpointConnections connections, LinkedAccessAuthorizer linked)
        implements ResourceProvider {
    private static final String APPROVAL =
            "Microsoft.MachineLearningServices/workspaces/privateEndpointConnectionsApproval/action";

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

    /** Maps between a connection's row and its wire form. */
    static final class PrivateEndpointConnectionMapper {

        static final String TYPE = "Microsoft.MachineLearningServices/workspaces/privateEndpointConnections";

        private PrivateEndpointConnectionMapper() {}

        static PrivateEndpointConnectionBody body(PrivateEndpointConnectionEntity row) {
            return new PrivateEndpointConnectionBody(
                    row.id,
                    ArmResourceId.parse(row.id).name(),
                    TYPE,
                    new PrivateEndpointConnectionBody.Properties(
                            new PrivateEndpointConnectionBody.PrivateEndpoint(row.endpointId, row.subnetId),
                            new PrivateEndpointConnectionBody.State(row.status, row.description, "None"),
                            "Succeeded"));
        }
    }
}
