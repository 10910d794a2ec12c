package io.mltwin.workspace.machinelearning;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * The children that a workspace shows.
 *
 * @param notebookInfo null for a workspace whose notebook resource was never prepared
 */
record WorkspaceLinks(List<JsonNode> privateEndpointConnections, JsonNode notebookInfo) {

    /** True when a private endpoint has been let in. */
    boolean isBehindEndpoint() {
        return privateEndpointConnections.stream()
                .map(one -> one.at("/properties/privateLinkServiceConnectionState/status"))
                .anyMatch(status -> status.asText().equals("Approved"));
    }
}
