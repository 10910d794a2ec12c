package io.mltwin.local.client;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** The W3C trace context that a client sends with its requests, so that they are one trace. */
public record TraceParent(String traceId, String spanId, boolean recorded) {
    public static final String HEADER = "traceparent";

    /** Returns a new trace. */
    public static TraceParent begin() {
        return random(true);
    }

    /** Returns a context that says: record nothing of this. */
    public static TraceParent untraced() {
        return random(false);
    }

    private static TraceParent random(boolean recorded) {
        // version and variant bits keep both parts from being zero, which is no id
        UUID id = UUID.randomUUID();
        return new TraceParent(
                id.toString().replace("-", ""),
                String.format("%016x", ThreadLocalRandom.current().nextLong() | 1),
                recorded);
    }

    /** Returns the header's value. */
    @Override
    public String toString() {
        return "00-" + traceId + "-" + spanId + (recorded ? "-01" : "-00");
    }
}
