package io.mltwin.compute.orchestration;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;

/**
 * A row of {@code orchestrated_run}: a run that leads others and has not ended; {@code content} is
 * ciphertext.
 */
@Entity
@Table(name = "orchestrated_run")
@IdClass(OrchestratedRunEntity.Key.class)
class OrchestratedRunEntity {

    /** Primary key. */
    record Key(String workspaceId, String runId) implements Serializable {}

    @Id
    @Column(name = "workspace_id")
    String workspaceId;

    @Id
    @Column(name = "run_id")
    String runId;

    String kind;

    @Column(name = "next_child")
    int nextChild;

    @Column(name = "metrics_seen")
    long metricsSeen;

    Instant deadline;

    @Column(name = "claimed_until")
    Instant claimedUntil;

    byte[] content;

    static String place(String runId) {
        return "orchestration:" + runId;
    }
}
