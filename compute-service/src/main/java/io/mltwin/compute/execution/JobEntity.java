package io.mltwin.compute.execution;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;

/** A row of {@code job}: a run that waits for a node or is on one. It goes when the run ends. */
@Entity
@Table(name = "job")
@IdClass(JobEntity.Key.class)
class JobEntity {

    /** Primary key. */
    record Key(String workspaceId, String runId) implements Serializable {}

    @Id
    @Column(name = "workspace_id")
    String workspaceId;

    @Id
    @Column(name = "run_id")
    String runId;

    @Column(name = "compute_id")
    String computeId;

    Instant queued;

    @Column(name = "node_id")
    String nodeId;

    boolean acknowledged;

    @Column(name = "cancel_requested")
    Instant cancelRequested;

    @Column(name = "token_expires")
    Instant tokenExpires;

    byte[] token;
    byte[] content;

    String place() {
        return place(runId);
    }

    static String place(String runId) {
        return "job:" + runId;
    }
}
