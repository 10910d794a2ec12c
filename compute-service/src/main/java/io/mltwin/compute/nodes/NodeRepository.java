package io.mltwin.compute.nodes;

import io.mltwin.compute.computetargets.ClusterNodes;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;

/** Queries of nodes. */
@Singleton
class NodeRepository implements PanacheRepositoryBase<NodeEntity, String>, ClusterNodes {

    Optional<NodeEntity> lock(String nodeId) {
        return find("nodeId", nodeId)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional();
    }

    @Override
    @Transactional
    public List<NodeView> of(String computeId) {
        return list("computeId = ?1 order by created", computeId).stream()
                .map(node -> new NodeView(node.nodeId, state(node), node.runId))
                .toList();
    }

    /** Makes the nodes of a cluster usable or unusable; the number of those that were not. */
    int setUnusable(String computeId, boolean unusable) {
        return update("unusable = ?1 where computeId = ?2 and unusable <> ?1", unusable, computeId);
    }

    static String state(NodeEntity node) {
        if (node.released) {
            return "leaving";
        }
        if (node.runId != null) {
            return "running";
        }
        if (node.unusable) {
            return "unusable";
        }
        return node.idleSince == null ? "preparing" : "idle";
    }
}
