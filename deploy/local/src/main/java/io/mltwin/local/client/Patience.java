package io.mltwin.local.client;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;

/**
 * Makes a call again that a service does not take at the moment, as Azure's SDKs do: on a busy
 * machine, or right after a start, one may answer 503 or break a connection off.
 */
public final class Patience {
    /** Takes each call's first answer. */
    public static final Patience NONE = new Patience(Duration.ZERO, text -> {});

    private static final Set<Integer> PASSING = Set.of(408, 429, 502, 503, 504);
    private static final Duration TOLD_EACH = Duration.ofSeconds(10);
    private static final long PAUSE_MILLIS = 1000;

    private final Duration longest;
    private final Consumer<String> waits;

    /**
     * @param longest how long a call is made again
     * @param waits is told now and then which call is made again, and why
     */
    public Patience(Duration longest, Consumer<String> waits) {
        this.longest = longest;
        this.waits = waits;
    }

    /** A call that may be made again. */
    @FunctionalInterface
    public interface Attempt<T> {
        T make() throws IOException;
    }

    /**
     * Returns the first answer that is not of a passing kind, or the last one when the patience is
     * over.
     *
     * @param call what is said of it, {@code GET https://…}
     * @throws IOException what the last attempt failed with
     */
    public <T> T until(String call, Attempt<T> attempt, ToIntFunction<T> status) throws IOException {
        long start = System.nanoTime();
        Duration told = null;
        while (true) {
            String obstacle;
            try {
                T answer = attempt.make();
                if (!PASSING.contains(status.applyAsInt(answer)) || isOver(start)) {
                    return answer;
                }
                obstacle = "was answered " + status.applyAsInt(answer);
            } catch (InterruptedIOException e) {
                throw e;
            } catch (IOException e) {
                if (isOver(start)) {
                    throw e;
                }
                obstacle = "was not answered (" + e.getClass().getSimpleName() + ")";
            }
            Duration waited = since(start);
            if (told == null || waited.minus(told).compareTo(TOLD_EACH) >= 0) {
                told = waited;
                waits.accept(call + " " + obstacle + ": asked again, " + waited.toSeconds() + " s");
            }
            pause();
        }
    }

    private boolean isOver(long start) {
        return since(start).compareTo(longest) >= 0;
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("It was interrupted between two attempts.");
        }
    }
}
