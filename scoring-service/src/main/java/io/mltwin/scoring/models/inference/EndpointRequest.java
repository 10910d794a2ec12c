package io.mltwin.scoring.models.inference;

import java.util.function.Supplier;

/**
 * A request to a web service.
 *
 * @param url as the client used it
 * @param body taken once
 */
record EndpointRequest(
        String endpoint,
        String method,
        String url,
        String query,
        String authorization,
        String userAgent,
        String requestId,
        String traceParent,
        Supplier<byte[]> body) {

    @Override
    public String toString() {
        return method + " to " + endpoint;
    }
}
