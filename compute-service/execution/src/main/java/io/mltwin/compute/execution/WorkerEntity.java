package io.mltwin.compute.execution;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;

/** A row of {@code run_worker}: the part of one node in a run on several. */
@Entity
@Table(name = "run_worker")
@IdClass(WorkerEntity.Key.class)
class WorkerEntity {

    /** Primary key. */
    record Key(String workspaceId, String runId, int nodeRank) implements Serializable {}

    /** How far the node is, as it says. */
    enum State {
        GIVEN,
        TAKEN,
        READY,
        ENDED
    }

    @Id
    String workspaceId;

    @Id
    String runId;

    @Id
    int nodeRank;

    String nodeId;

    @Enumerated(EnumType.STRING)
    State state;
}
