package io.mltwin.armweb.transfers;

import java.time.Duration;

/**
 * How slowly a client may send or take something: for a while as it likes, and over the whole
 * transfer at least a few bytes a second.
 */
public final class LeastThroughput {

    private static final long BYTES_A_SECOND = 4 << 10;
    private static final long NANOS = 1_000_000_000L;

    private LeastThroughput() {}

    /**
     * Returns for how long, all in all, the service may have waited for so many bytes.
     *
     * @param patience that does not count
     */
    public static long nanos(long bytes, Duration patience) {
        return patience.toNanos() + bytes * NANOS / BYTES_A_SECOND;
    }
}
