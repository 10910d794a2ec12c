package io.mltwin.platform.tracing;

import java.util.function.LongSupplier;

/**
 * How many traces may begin a second. A load test without trace contexts must not fill the store of
 * traces, nor take processor time from what it measures; a client that sends {@code traceparent}
 * decides for itself.
 */
final class NewTraces {

    static final int A_SECOND = 50;
    static final int AT_ONCE = 500;
    private static final double NANOS = 1e9;

    private final LongSupplier nanoTime;
    private double left = AT_ONCE;
    private long last;

    NewTraces(LongSupplier nanoTime) {
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
