package io.mltwin.testkit;

import java.util.Arrays;

/** How long answers take while somebody attacks. */
public final class AnswerTimes {

    private static final int CALLS = 20;
    private static final long SECOND = 1_000_000_000;

    private AnswerTimes() {}

    /**
     * Calls again and again: one in two calls takes less than a second, and each less than five, as
     * other tests use the machine too.
     *
     * @throws AssertionError when they take longer
     */
    public static void requireSoon(Runnable call) {
        long[] taken = new long[CALLS];
        for (int i = 0; i < CALLS; i++) {
            long start = System.nanoTime();
            call.run();
            taken[i] = System.nanoTime() - start;
        }
        Arrays.sort(taken);
        if (taken[CALLS / 2] > SECOND || taken[CALLS - 1] > 5 * SECOND) {
            throw new AssertionError("answers took nanoseconds " + Arrays.toString(taken));
        }
    }
}
