package io.mltwin.node.run;

import io.mltwin.node.data.DriverLog;
import java.io.IOException;
import java.time.Duration;

/**
 * Watches what a running script uses: its time, the memory and disk of all its processes, its log.
 */
final class RunLimits {

    private final long seconds;
    private final long start = System.nanoTime();

    /**
     * Begins to measure.
     *
     * @param maxRunDurationSeconds the longest time, or null for any
     */
    RunLimits(Long maxRunDurationSeconds) {
        this.seconds = maxRunDurationSeconds == null ? 0 : maxRunDurationSeconds;
    }

    /**
     * Returns why the script must be ended, as a sentence for the user, or null if it may go on.
     */
    String exceeded(ScriptProcess script, DriverLog log) throws IOException {
        try {
            log.limit();
        } catch (IOException e) {
            // the script took its log away, or put something else in its place
            return "The log of the run cannot be kept: " + e;
        }
        String excess = script.excess();
        if (excess != null) {
            return "The run used " + excess + ", and was ended";
        }
        if (isTimeOver()) {
            return "The run took longer than maxRunDurationSeconds, " + seconds + " s, and was ended";
        }
        return null;
    }

    /** Returns whether the run has had the time that it may take. */
    boolean isTimeOver() {
        return seconds > 0
                && System.nanoTime() - start > Duration.ofSeconds(seconds).toNanos();
    }
}
