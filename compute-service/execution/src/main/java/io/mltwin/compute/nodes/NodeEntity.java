package io.mltwin.compute.nodes;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

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
}
