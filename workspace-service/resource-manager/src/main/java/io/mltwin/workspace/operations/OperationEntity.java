package io.mltwin.workspace.operations;

import jakarta.persistence.Column;
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

    @Column(name = "target_id")
    String targetId;

    String method;
    String action;
    String location;
    String caller;

    @Column(name = "correlation_id")
    String correlationId;

    @Column(name = "trace_parent")
    String traceParent;

    @Column(name = "activity_id")
    String activityId;

    String status;

    /** JSON, what a poll of the result answers after success; null for nothing. */
    String result;

    @Column(name = "error_code")
    String errorCode;

    @Column(name = "error_message")
    String errorMessage;

    /** JSON, what led to the error; null for nothing. */
    @Column(name = "error_details")
    String errorDetails;

    @Column(name = "started_at")
    Instant startedAt;

    @Column(name = "ended_at")
    Instant endedAt;
}
