package io.mltwin.scoring.operations;

import io.mltwin.armweb.AzureException;
import java.time.Instant;
import java.util.List;

/** {@code AsyncOperationStatus} of model management. */
public record OperationBody(
        String id,
        String operationType,
        String state,
        Instant createdTime,
        Instant endTime,
        ErrorBody error,
        String resourceLocation,
        OperationDetails operationDetails) {

    /** Why it failed. */
    public record ErrorBody(String code, int statusCode, String message, List<AzureException.Detail> details) {}

    /** The step that it is at. */
    public record OperationDetails(String subOperationType, String subOperationState) {}
}
