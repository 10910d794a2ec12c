package io.mltwin.node;

import java.io.IOException;
import java.time.Duration;

/** Watches what a running script uses: its time, the memory of all its processes, its log. */
final class RunLimits {

    private static final Duration MEMORY_LOOK = Duration.ofSeconds(1);
    private static final long MEBIBYTE = 1024 * 1024;

    private final long memoryBytes;
    private final long seconds;
    private final long start = System.nanoTime();
    private long memoryLooks;

    /**
     * Begins to measure.
     *
     * @param memoryBytes the most that all processes together may have
     * @param maxRunDurationSeconds the longest time, or null for any
     */
    RunLimits(long memoryBytes, Long maxRunDurationSeconds) {
        this.memoryBytes = memoryBytes;
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
        if (usesTooMuchMemory(script)) {
            return "The run used more than "
                    + memoryBytes / MEBIBYTE
                    + " MiB of memory and was ended";
        }
        if (isTimeOver()) {
            return "The run took longer than maxRunDurationSeconds, "
                    + seconds
                    + " s, and was ended";
        }
        return null;
    }

    /** Whether the run has had the time that it may take. */
    boolean isTimeOver() {
        return seconds > 0 && System.nanoTime() - start > Duration.ofSeconds(seconds).toNanos();
    }

    /** Adds up all processes once a second; the kernel limits each process by itself. */
    private boolean usesTooMuchMemory(ScriptProcess script) throws IOException {
        long looks = (System.nanoTime() - start) / MEMORY_LOOK.toNanos();
        if (looks == memoryLooks) {
            return false;
        }
        memoryLooks = looks;
        return script.residentBytes() > memoryBytes;
    }
}
