package io.mltwin.armweb;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * A provider's answer to ARM.
 *
 * @param status 200, 201, 202 or 204
 * @param body null for none
 * @param operationId id of the provider's long-running operation when the work goes on, else null;
 *     ARM turns it into its own polling URLs and polls {@code /_internal/operations/{id}} itself
 */
public record ArmAnswer(int status, JsonNode body, String operationId, Map<String, String> headers) {

    public static ArmAnswer ok(JsonNode body) {
        return new ArmAnswer(200, body, null, Map.of());
    }

    public static ArmAnswer created(JsonNode body) {
        return new ArmAnswer(201, body, null, Map.of());
    }

    public static ArmAnswer noContent() {
        return new ArmAnswer(204, null, null, Map.of());
    }

    /** Work that goes on. Status 200, 201 or 202 as Azure's clients demand it for the type. */
    public static ArmAnswer accepted(int status, JsonNode body, String operationId) {
        return new ArmAnswer(status, body, operationId, Map.of());
    }
}
