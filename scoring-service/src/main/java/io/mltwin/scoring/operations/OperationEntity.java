package io.mltwin.scoring.operations;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A row of {@code operation}: work that goes on after a 202. */
@Entity
@Table(name = "operation")
class OperationEntity {

    @Id
    String id;

    @Column(name = "workspace_key")
    String workspaceKey;

    @Column(name = "workspace_id")
    String workspaceId;

    String type;
    String target;
    String state;
    String step;

    @Column(name = "correlation_id")
    String correlationId;

    @Column(name = "trace_parent")
    String traceParent;

    @Column(name = "error_code")
    String errorCode;

    @Column(name = "error_message")
    String errorMessage;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "ended_at")
    Instant endedAt;
}
