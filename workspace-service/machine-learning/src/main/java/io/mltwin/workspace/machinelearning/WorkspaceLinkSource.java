package io.mltwin.workspace.machinelearning;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.Json;
import io.mltwin.workspace.machinelearning.WorkspaceNotebooks.NotebookInfo;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads what workspaces show of their own children, one query a kind. */
@Singleton
record WorkspaceLinkSource(WorkspaceConnections connections, WorkspaceNotebooks notebooks) {

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

    /** By key of the workspace, for each of them. */
    Map<String, WorkspaceLinks> of(List<String> workspaceKeys) {
        List<WorkspaceConnections.Connected> connected = connections.of(workspaceKeys);
        Map<String, NotebookInfo> prepared = notebooks.of(workspaceKeys);
        Map<String, WorkspaceLinks> links = new HashMap<>();
        for (String key : workspaceKeys) {
            List<JsonNode> own = connected.stream()
                    .filter(one -> one.workspaceKey().equals(key))
                    .<JsonNode>map(one -> Json.tree(one.body()))
                    .toList();
            NotebookInfo info = prepared.get(key);
            links.put(key, new WorkspaceLinks(own, info == null ? null : Json.tree(info)));
        }
        return links;
    }
}
