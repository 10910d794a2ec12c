package io.mltwin.workspace.operations;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A long-running operation; {@code caller} is JSON. */
@Entity
@Table(name = "arm_operation")
class OperationEntity {

    @Id
    String id;

    String worker;
    String subject;

    String targetId;

    String method;
    String action;
    String location;
    String caller;

    String correlationId;

    String traceParent;

    String activityId;

    String status;

    /** JSON, what a poll of the result answers after success; null for nothing. */
    String result;

    String errorCode;

    String errorMessage;

    /** JSON, what led to the error; null for nothing. */
    String errorDetails;

    Instant startedAt;

    Instant endedAt;
}
