package io.mltwin.compute.orchestration;

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
    String workspaceId;

    @Id
    String runId;

    String kind;

    int nextChild;

    long metricsSeen;

    Instant deadline;

    Instant claimedUntil;

    byte[] content;

    static String place(String runId) {
        return "orchestration:" + runId;
    }
}
