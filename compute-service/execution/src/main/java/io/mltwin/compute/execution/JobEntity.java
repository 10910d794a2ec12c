package io.mltwin.compute.execution;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;

/** A row of {@code job}: a run that waits for nodes or is on them. It goes when the run ends. */
@Entity
@Table(name = "job")
@IdClass(JobEntity.Key.class)
class JobEntity {

    /** Primary key. */
    record Key(String workspaceId, String runId) implements Serializable {}

    @Id
    String workspaceId;

    @Id
    String runId;

    String computeId;

    Instant queued;

    /** The node that speaks for the run; null while it waits. */
    String nodeId;

    boolean acknowledged;

    Instant cancelRequested;

    /** How many nodes it needs, all at once. */
    int nodeCount;

    /** At which the processes of a run with a distribution meet; null until it is given out. */
    Integer masterPort;

    /** How often it lost its nodes and was queued again. */
    int retries;

    /** Why, the last time. */
    String retryReason;

    /** Wall time at which nodes got it; null while it waits. */
    Instant begun;

    /** How long it was on nodes that it lost. */
    long spentSeconds;

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
