package io.mltwin.telemetry.traces;

import java.util.Map;

/**
 * A span.
 *
 * @param parentId the caller's span; it may be one that was never recorded, a client's
 * @param kind {@code SERVER}, {@code CLIENT}, {@code INTERNAL}, {@code PRODUCER}, {@code CONSUMER}
 * @param startNanos wall time, nanoseconds since 1970
 */
public record SpanBody(
        String traceId,
        String spanId,
        String parentId,
        String service,
        String kind,
        String name,
        long startNanos,
        long endNanos,
        Map<String, String> attributes) {

    static final String CORRELATION_ID = "mltwin.correlation_id";

    String correlationId() {
        return attributes.get(CORRELATION_ID);
    }
}
