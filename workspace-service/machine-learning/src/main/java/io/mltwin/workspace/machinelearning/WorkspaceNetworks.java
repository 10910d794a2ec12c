package io.mltwin.workspace.machinelearning;

import static io.mltwin.encoding.Absence.isTrue;

import io.mltwin.machinelearning.WorkspaceNetwork;
import io.mltwin.resourceprovider.JsonColumn;
import io.mltwin.workspace.machinelearning.WorkspaceEntity.WorkspaceRepository;
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

    WorkspaceNetworks(WorkspaceRepository rows, WorkspaceConnections connections) {
        this.rows = rows;
        this.connections = connections;
    }

    /** Of a workspace that is gone: nobody's. */
    @Transactional
    public WorkspaceNetwork of(Workspace workspace) {
        WorkspaceEntity row = rows.findById(workspace.key());
        if (row == null) {
            return new WorkspaceNetwork(false, List.of(), false);
        }
        PassthroughProperties kept = JsonColumn.read(row.passiveProperties, PassthroughProperties.class);
        WorkspaceConnections.Approved approved = connections.approved(workspace.key());
        return new WorkspaceNetwork(kept.isPublic(approved.any()), approved.addresses(), isTrue(kept.v1LegacyMode()));
    }
}
