package io.mltwin.platform.http;

import java.util.function.Supplier;

/**
 * Keeps calls to other services out of transactions and off the event loop: a slow service would
 * hold a connection of the database, locks or all other requests for as long as it takes.
 */
public final class RemoteCalls {

    private static final ThreadLocal<Boolean> FORBIDDEN = ThreadLocal.withInitial(() -> false);

    private RemoteCalls() {}

    /** Does the work of a transaction, in which this thread must not call another service. */
    public static <T> T forbidDuring(Supplier<T> work) {
        boolean outer = FORBIDDEN.get();
        FORBIDDEN.set(true);
        try {
            return work.get();
        } finally {
            FORBIDDEN.set(outer);
        }
    }

    /**
     * Called by each client of another service before it sends.
     *
     * @param call what is about to be sent, {@code GET /secrets/s1 of keyvault}
     * @throws IllegalStateException inside {@link #forbidDuring}
     * @throws EventLoopOrWorker.WorkerNeededException on the event loop
     */
    public static void requireAllowed(String call) {
        EventLoopOrWorker.requireWorker();
        if (FORBIDDEN.get()) {
            throw new IllegalStateException("'"
                    + call
                    + "' would be called inside a transaction: call it in the phase that prepares the change.");
        }
    }
}
