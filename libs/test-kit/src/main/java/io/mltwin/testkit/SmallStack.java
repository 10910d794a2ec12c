package io.mltwin.testkit;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Runs on a thread with half of the stack that a service's threads have. */
public final class SmallStack {

    private static final long BYTES = 256 << 10;

    private SmallStack() {}

    /**
     * Returns the result of {@code work}.
     *
     * @throws RuntimeException the one that it throws
     * @throws AssertionError when it needs more stack
     */
    public static <T> T call(Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        new Thread(null, task, "small-stack", BYTES).start();
        try {
            return task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException expected) {
                throw expected;
            }
            throw new AssertionError(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
