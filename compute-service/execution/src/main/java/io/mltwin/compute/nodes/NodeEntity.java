package io.mltwin.compute.nodes;

import io.mltwin.compute.computetargets.ClusterNodes;
import io.mltwin.resourceprovider.AdvisoryLock;
import io.mltwin.resourceprovider.Queries;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.inject.Singleton;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Table;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A row of {@code compute_node}; of its secret only the hash. */
@Entity
@Table(name = "compute_node")
class NodeEntity {

    @Id
    String nodeId;

    String computeId;

    String workspaceId;

    String workspaceArmId;

    byte[] secretSha256;

    Instant created;

    Instant idleSince;

    String runId;

    boolean released;

    /** Whether what it needs to be of use does not pass the security group of its subnet. */
    boolean unusable;

    /** Where it serves SSH; null where it does not. */
    Integer sshPort;

    /** Why it has not the SSH account of its cluster; null where nothing stood in the way. */
    String sshError;

    /** When Azure took it back; null for a node that is there. */
    Instant preempted;

    /** Queries of nodes. */
    @Singleton
    static class NodeRepository implements PanacheRepositoryBase<NodeEntity, String>, ClusterNodes {

        Optional<NodeEntity> lock(String nodeId) {
            return find("nodeId", nodeId)
                    .withLock(LockModeType.PESSIMISTIC_WRITE)
                    .firstResultOptional();
        }

        /** Nodes of one target claim one after the other: two at once would not see each other idle. */
        void lockClaims(String computeId) {
            AdvisoryLock.hold(getEntityManager(), "claims of nodes|" + computeId);
        }

        /** Idle nodes of a target but one; nobody else gets them before this transaction ends. */
        List<NodeEntity> lockIdle(String computeId, String except, int most) {
            return Queries.sql(
                            getEntityManager(),
                            NodeEntity.class,
                            "select * from compute_node where compute_id = ?1 and node_id <> ?2 and run_id is null"
                                    + " and idle_since is not null and not released and not unusable and preempted is null order by node_id limit ?3"
                                    + " for update skip locked",
                            computeId,
                            except,
                            most)
                    .getResultList();
        }

        @Override
        @Transactional
        public List<NodeView> of(String computeId) {
            return list("computeId = ?1 order by created", computeId).stream()
                    .map(NodeRepository::view)
                    .toList();
        }

        private static NodeView view(NodeEntity node) {
            boolean there = !node.released && node.preempted == null;
            return new NodeView(
                    node.nodeId, state(node), node.runId, there ? node.sshPort : null, there ? node.sshError : null);
        }

        /** Makes the nodes of a cluster usable or unusable; the number of those that were not. */
        int setUnusable(String computeId, boolean unusable) {
            return update("unusable = ?1 where computeId = ?2 and unusable <> ?1", unusable, computeId);
        }

        static String state(NodeEntity node) {
            if (node.preempted != null) {
                return "preempted";
            }
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
}
