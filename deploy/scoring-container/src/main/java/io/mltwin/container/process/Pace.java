package io.mltwin.container.process;

import io.mltwin.container.Frame;

/**
 * Predicts whether a request is answered quickly: a small one is, when small ones have been of
 * late. At first none is.
 */
final class Pace {

    private static final int SMALL_BYTES = 16 * 1024;
    private static final long QUICK_NANOS = 200_000;
    private static final int SHARE_OF_LAST = 16;

    private volatile long averageNanos = 100 * QUICK_NANOS;

    boolean isQuick(Frame request) {
        return averageNanos < QUICK_NANOS && isSmall(request);
    }

    /** Notes how long a request took. */
    void took(Frame request, long nanos) {
        if (isSmall(request)) {
            long average = averageNanos;
            averageNanos = average + (nanos - average) / SHARE_OF_LAST;
        }
    }

    private static boolean isSmall(Frame request) {
        return request.body().length <= SMALL_BYTES;
    }
}
