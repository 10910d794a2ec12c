package io.mltwin.testkit;

import java.time.Duration;
import org.awaitility.Awaitility;

/**
 * How often Awaitility looks at a condition: at once, soon again, and in the end ten times a
 * second. By itself it waits a tenth of a second before it looks, also at what is there already.
 */
final class PollIntervals {

    private static final Duration FIRST = Duration.ofMillis(10);
    private static final Duration LAST = Duration.ofMillis(100);

    private PollIntervals() {}

    /** Holds for every wait of this test run that does not say otherwise. */
    static void beginAtOnce() {
        Awaitility.setDefaultPollDelay(Duration.ZERO);
        Awaitility.setDefaultPollInterval((polls, before) -> after(before));
    }

    private static Duration after(Duration before) {
        Duration next = before.multipliedBy(2);
        if (next.compareTo(FIRST) < 0) {
            return FIRST;
        }
        return next.compareTo(LAST) < 0 ? next : LAST;
    }
}
