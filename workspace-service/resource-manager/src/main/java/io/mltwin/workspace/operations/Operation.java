package io.mltwin.workspace.operations;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.Caller;
import io.mltwin.workspace.activity.ActivityLog.Activity;
import java.time.Instant;

/**
 * A long-running operation.
 *
 * @param worker name of the {@link OperationWorker} that carries it on
 * @param subject what the worker needs to know, such as a provider's operation id
 * @param caller whom the work is done for
 * @param traceParent the trace of the request that opened it; null when it was not traced
 */
public record Operation(
        String id,
        String worker,
        String subject,
        ArmResourceId target,
        String method,
        String action,
        String location,
        Caller caller,
        String correlationId,
        String traceParent,
        String activityId,
        OperationStatus status,
        String errorCode,
        String errorMessage,
        Instant startedAt,
        Instant endedAt) {

    public boolean isDone() {
        return status != OperationStatus.IN_PROGRESS;
    }

    public Activity activity() {
        return new Activity(activityId, target, action, method, caller, correlationId);
    }
}
