package io.mltwin.compute.execution;

import jakarta.persistence.Column;
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
    @Column(name = "workspace_id")
    String workspaceId;

    @Id
    @Column(name = "run_id")
    String runId;

    @Id
    @Column(name = "node_rank")
    int nodeRank;

    @Column(name = "node_id")
    String nodeId;

    @Enumerated(EnumType.STRING)
    State state;
}
