package io.mltwin.workspace.machinelearning;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads what workspaces show of their own children, one query a kind. */
@Singleton
class WorkspaceLinkSource {

    private final WorkspaceConnections connections;
    private final WorkspaceNotebooks notebooks;
    private final ObjectMapper json;

    WorkspaceLinkSource(WorkspaceConnections connections, WorkspaceNotebooks notebooks, ObjectMapper json) {
        this.connections = connections;
        this.notebooks = notebooks;
        this.json = json;
    }

    /** By key of the workspace, for each of them. */
    Map<String, WorkspaceLinks> of(List<String> workspaceKeys) {
        List<WorkspaceConnections.Connected> connected = connections.of(workspaceKeys);
        Map<String, NotebookInfo> prepared = notebooks.of(workspaceKeys);
        Map<String, WorkspaceLinks> links = new HashMap<>();
        for (String key : workspaceKeys) {
            List<JsonNode> own = connected.stream()
                    .filter(one -> one.workspaceKey().equals(key))
                    .map(one -> json.<JsonNode>valueToTree(one.body()))
                    .toList();
            NotebookInfo info = prepared.get(key);
            links.put(key, new WorkspaceLinks(own, info == null ? null : json.valueToTree(info)));
        }
        return links;
    }
}
