package io.mltwin.scoring.operations;

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

    String workspaceKey;

    String workspaceId;

    String type;
    String target;
    String state;
    String step;

    String correlationId;

    String traceParent;

    String errorCode;

    String errorMessage;

    Instant createdAt;

    Instant endedAt;
}
