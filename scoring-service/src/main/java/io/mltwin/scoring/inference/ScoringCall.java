package io.mltwin.scoring.inference;

import java.io.InputStream;

/**
 * A request to a web service.
 *
 * @param url as the client used it
 * @param contentLength -1 when not declared
 */
record ScoringCall(
        String endpoint,
        String method,
        String url,
        String query,
        String authorization,
        String userAgent,
        String requestId,
        String traceParent,
        long contentLength,
        InputStream body) {

    @Override
    public String toString() {
        return method + " to " + endpoint;
    }
}
