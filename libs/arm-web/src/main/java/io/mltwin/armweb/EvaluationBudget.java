package io.mltwin.armweb;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The budget of one evaluation of a client's template, rule or query: memory and time. Handed down
 * to whatever makes something; belongs to one thread. All evaluations of a service
 * together hold an eighth of the heap; those that hold little are let through in any case.
 */
public final class EvaluationBudget implements AutoCloseable {

    /** The cost of a call of a function, in bytes. */
    public static final int STEP = 32;

    /** Told of an evaluation that goes on for too long. */
    public static final String TIME = "too much time";

    private static final long ALL = Runtime.getRuntime().maxMemory() / 8;
    private static final long SMALL = 256 << 10;
    private static final int DEEPEST = 150;
    private static final AtomicLong HELD = new AtomicLong();

    private final long most;
    private final long end;
    private final Function<String, RuntimeException> exhausted;
    private long held;
    private int depth;

    /**
     * Begins an evaluation.
     *
     * @param most bytes that it may hold
     * @param exhausted makes the error of what uses more than it may; its argument says of what
     */
    public EvaluationBudget(long most, Duration time, Function<String, RuntimeException> exhausted) {
        this.most = most;
        this.end = System.nanoTime() + time.toNanos();
        this.exhausted = exhausted;
    }

    /**
     * Takes bytes, before what needs them is made; less than zero gives some back.
     *
     * @throws RuntimeException when the evaluation holds too much or goes on for too long
     * @throws AzureException 503 when all of them together hold too much
     */
    public void charge(long bytes) {
        if (bytes > most - held) {
            throw exhausted.apply("more than " + (most >> 20) + " MB of memory");
        }
        if (System.nanoTime() - end > 0) {
            throw exhausted.apply(TIME);
        }
        held += bytes;
        if (HELD.addAndGet(bytes) > ALL && held > SMALL) {
            throw new AzureException(503, "ServiceUnavailable", "Too much is being evaluated; try again in a moment.")
                    .withHeaders(Map.of("Retry-After", "5"));
        }
    }

    /** Evaluates a part, which may hold parts of its own. */
    public <T> T nested(Supplier<T> part) {
        charge(STEP);
        if (depth == DEEPEST) {
            throw exhausted.apply("more than " + DEEPEST + " levels");
        }
        depth++;
        try {
            return part.get();
        } finally {
            depth--;
        }
    }

    @Override
    public void close() {
        HELD.addAndGet(-held);
        held = 0;
    }
}
