package io.mltwin.console.flow;

import java.util.function.LongSupplier;

/**
 * How many flows a page is given: as many as it holds at once, and then so many a second. Nobody
 * could look at more.
 */
final class TraceBudget {

    static final int MOST = FlowService.MOST_TRACES;
    static final int A_SECOND = 25;

    private static final long SECOND = 1_000_000_000L;

    private final LongSupplier nanos;
    private double left = MOST;
    private long since;

    TraceBudget(LongSupplier nanos) {
        this.nanos = nanos;
        this.since = nanos.getAsLong();
    }

    /** Returns how many of the wanted flows may be drawn now. */
    int take(int wanted) {
        long now = nanos.getAsLong();
        left = Math.min(MOST, left + (double) A_SECOND * (now - since) / SECOND);
        since = now;
        int taken = Math.min(wanted, (int) left);
        left -= taken;
        return taken;
    }
}
