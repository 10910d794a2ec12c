package io.mltwin.workspace.machinelearning.privatelink;

import io.mltwin.armweb.ArmResourceId;

/** Maps between a connection's row and its wire form. */
final class PrivateEndpointConnectionMapper {

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
