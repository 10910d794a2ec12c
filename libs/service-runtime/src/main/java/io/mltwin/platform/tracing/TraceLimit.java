package io.mltwin.platform.tracing;

import java.util.function.LongSupplier;

/**
 * Limits how many traces begin in a second. A load test without trace contexts must not fill the
 * store of traces, nor take processor time from what it measures. The limit does not concern
 * clients that send {@code traceparent}.
 */
final class TraceLimit {

    static final int A_SECOND = 50;
    static final int AT_ONCE = 500;
    private static final double NANOS = 1e9;

    private final LongSupplier nanoTime;
    private double left = AT_ONCE;
    private long last;

    TraceLimit(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.last = nanoTime.getAsLong();
    }

    synchronized boolean mayBegin() {
        long now = nanoTime.getAsLong();
        left = Math.min(AT_ONCE, left + (now - last) / NANOS * A_SECOND);
        last = now;
        if (left < 1) {
            return false;
        }
        left--;
        return true;
    }
}
