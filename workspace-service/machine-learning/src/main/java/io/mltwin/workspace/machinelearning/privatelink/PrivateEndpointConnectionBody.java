package io.mltwin.workspace.machinelearning.privatelink;

import static io.mltwin.armweb.ArmErrors.invalidRequestContentIf;

/**
 * Microsoft.MachineLearningServices/workspaces/privateEndpointConnections on the wire (API
 * 2020-08-01 and 2022-10-01).
 */
public record PrivateEndpointConnectionBody(String id, String name, String type, Properties properties) {

    public record Properties(
            PrivateEndpoint privateEndpoint, State privateLinkServiceConnectionState, String provisioningState) {}

    public record PrivateEndpoint(String id, String subnetArmId) {}

    public record State(String status, String description, String actionsRequired) {}

    /** Passes when the request says how the connection is to stand. */
    void requireStatus() {
        invalidRequestContentIf(
                properties == null
                        || properties.privateLinkServiceConnectionState() == null
                        || properties.privateLinkServiceConnectionState().status() == null,
                "properties.privateLinkServiceConnectionState.status is missing.");
    }
}
