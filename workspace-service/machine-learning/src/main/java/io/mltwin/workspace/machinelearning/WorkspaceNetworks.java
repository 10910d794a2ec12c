package io.mltwin.workspace.machinelearning;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.machinelearning.WorkspaceNetwork;
import io.mltwin.workspace.machinelearning.privatelink.PrivateEndpointConnections;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;

/**
 * Tells from where the data planes of a workspace are reached, as its settings and connections say.
 */
@ApplicationScoped
public class WorkspaceNetworks {

    private final WorkspaceRepository rows;
    private final WorkspaceConnections connections;
    private final ObjectMapper json;

    WorkspaceNetworks(WorkspaceRepository rows, WorkspaceConnections connections, ObjectMapper json) {
        this.rows = rows;
        this.connections = connections;
        this.json = json;
    }

    /** Of a workspace that is gone: nobody's. */
    @Transactional
    public WorkspaceNetwork of(Workspace workspace) {
        WorkspaceEntity row = rows.findById(workspace.key());
        if (row == null) {
            return new WorkspaceNetwork(false, List.of(), false);
        }
        PassthroughProperties kept = WorkspaceMapper.passive(row.passiveProperties, json);
        WorkspaceConnections.Approved approved = connections.approved(workspace.key());
        return new WorkspaceNetwork(
                kept.isPublic(approved.any()), approved.addresses(), Boolean.TRUE.equals(kept.v1LegacyMode()));
    }
}
