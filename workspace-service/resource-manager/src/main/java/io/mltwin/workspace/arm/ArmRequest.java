package io.mltwin.workspace.arm;

import io.mltwin.armweb.Caller;

/**
 * A control-plane request as it came in, from a client or from this service itself.
 *
 * @param method upper case
 * @param path raw, as sent
 * @param query raw, without the question mark
 * @param baseUrl scheme, host and port the client used
 */
public record ArmRequest(
        String method, String path, String query, byte[] body, Caller caller, String correlationId, String baseUrl) {

    boolean isRead() {
        return method.equals("GET") || method.equals("HEAD");
    }

    boolean hasBody() {
        return body != null && body.length > 0;
    }
}
