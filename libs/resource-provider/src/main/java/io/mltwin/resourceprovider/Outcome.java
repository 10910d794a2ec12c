package io.mltwin.resourceprovider;

import java.util.Map;

/**
 * The result of an operation on a resource: the status of the answer and what the answer shows.
 *
 * @param status 200, 201, 202 or 204
 * @param body a record or a JSON tree, or null for an answer without a body
 * @param operationId id of the long-running operation that goes on, or null
 * @param headers further headers of the answer
 */
public record Outcome(int status, Object body, String operationId, Map<String, String> headers) {

    public Outcome {
        headers = Map.copyOf(headers);
    }

    /** 200 with a body, or without one when {@code body} is null. */
    public static Outcome ok(Object body) {
        return new Outcome(200, body, null, Map.of());
    }

    /** 201 with the new resource. */
    public static Outcome created(Object body) {
        return new Outcome(201, body, null, Map.of());
    }

    /** 204. */
    public static Outcome noContent() {
        return new Outcome(204, null, null, Map.of());
    }

    /**
     * Returns the answer of Azure to most PUTs: 201 with a new resource, 200 with a changed one.
     */
    public static Outcome saved(boolean isNew, Object body) {
        return isNew ? created(body) : ok(body);
    }

    /** Returns the answer of Azure to most DELETEs: 200 for what existed, 204 for what did not. */
    public static Outcome deleted(boolean existed) {
        return existed ? ok(null) : noContent();
    }

    /**
     * The answer while an operation goes on.
     *
     * @param status 200, 201 or 202, as Azure's clients demand it for the type
     * @param operationId id of the operation
     */
    public static Outcome accepted(int status, Object body, String operationId) {
        return new Outcome(status, body, operationId, Map.of());
    }
}
