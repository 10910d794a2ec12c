package io.mltwin.compute.nodes;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A row of {@code compute_node}; of its secret only the hash. */
@Entity
@Table(name = "compute_node")
class NodeEntity {

    @Id
    @Column(name = "node_id")
    String nodeId;

    @Column(name = "compute_id")
    String computeId;

    @Column(name = "workspace_id")
    String workspaceId;

    @Column(name = "workspace_arm_id")
    String workspaceArmId;

    @Column(name = "secret_sha256")
    byte[] secretSha256;

    Instant created;

    @Column(name = "idle_since")
    Instant idleSince;

    @Column(name = "run_id")
    String runId;

    boolean released;

    /** Whether what it needs to be of use does not pass the security group of its subnet. */
    boolean unusable;

    /** Where it serves SSH; null where it does not. */
    @Column(name = "ssh_port")
    Integer sshPort;

    /** Why it has not the SSH account of its cluster; null where nothing stood in the way. */
    @Column(name = "ssh_error")
    String sshError;

    /** When Azure took it back; null for a node that is there. */
    Instant preempted;
}
