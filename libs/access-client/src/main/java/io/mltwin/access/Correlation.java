package io.mltwin.access;

import java.util.function.Supplier;

/** The correlation id of work that goes on after its request has been answered. */
public final class Correlation {

    private static final ThreadLocal<String> CURRENT = new ThreadLocal<>();

    private Correlation() {}

    static String current() {
        return CURRENT.get();
    }

    /** Runs work under a correlation id, which its calls to other services carry. */
    public static <T> T with(String correlationId, Supplier<T> work) {
        String before = CURRENT.get();
        CURRENT.set(correlationId);
        try {
            return work.get();
        } finally {
            if (before == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(before);
            }
        }
    }
}
