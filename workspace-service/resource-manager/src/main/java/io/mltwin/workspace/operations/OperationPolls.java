package io.mltwin.workspace.operations;

import static io.mltwin.armweb.ArmErrors.methodNotAllowed;
import static io.mltwin.armweb.ArmErrors.resourceNotFound;
import static io.mltwin.armweb.AzureException.conflict;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.ArmAnswer;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.Json;
import io.mltwin.encoding.AsciiCase;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Answers polls ("Track asynchronous Azure operations"): the status URL always 200, the result URL
 * 202 until the end.
 */
@Singleton
public record OperationPolls(Operations operations) {

    /** The answer to a poll of {@code Azure-AsyncOperation}. */
    record OperationBody(
            String id,
            String name,
            String status,
            Instant startTime,
            Instant endTime,
            Double percentComplete,
            Error error) {

        record Error(String code, String message, JsonNode details) {}
    }

    /** The operation a poll asks about, if there is one of that name in that subscription. */
    public Optional<Operation> find(ArmCall poll) {
        return operations
                .find(poll.id().name())
                .filter(operation -> AsciiCase.equal(
                        poll.id().subscriptionId(), operation.target().subscriptionId()));
    }

    public ArmAnswer answer(ArmCall poll) {
        if (!poll.method().equals("GET")) {
            throw methodNotAllowed(poll);
        }
        Operation operation = find(poll).orElseThrow(() -> resourceNotFound(poll.id()));
        return OperationPaths.isResult(poll.target()) ? result(operation, poll) : status(operation);
    }

    private ArmAnswer status(Operation operation) {
        OperationBody.Error error = operation.errorCode() == null
                ? null
                : new OperationBody.Error(
                        operation.errorCode(),
                        operation.errorMessage(),
                        operations.errorDetails(operation.id()).orElse(null));
        OperationBody body = new OperationBody(
                OperationPaths.statusId(operation),
                operation.id(),
                operation.status().text(),
                operation.startedAt(),
                operation.endedAt(),
                operation.isDone() ? 100.0 : null,
                error);
        return new ArmAnswer(200, Json.tree(body), null, Map.of("Retry-After", "1"));
    }

    private ArmAnswer result(Operation operation, ArmCall poll) {
        if (!operation.isDone()) {
            return new ArmAnswer(
                    202, null, null, Map.of("Location", OperationPaths.location(operation, poll), "Retry-After", "1"));
        }
        if (operation.status() == OperationStatus.SUCCEEDED) {
            return operations.result(operation.id()).map(ArmAnswer::ok).orElseGet(ArmAnswer::noContent);
        }
        throw conflict(operation.errorCode(), operation.errorMessage());
    }
}
