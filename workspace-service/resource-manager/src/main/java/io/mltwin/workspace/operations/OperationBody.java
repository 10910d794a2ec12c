package io.mltwin.workspace.operations;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

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
