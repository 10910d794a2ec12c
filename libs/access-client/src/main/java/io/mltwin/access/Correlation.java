package io.mltwin.access;

import io.mltwin.platform.tracing.CurrentTrace;
import io.mltwin.platform.tracing.TraceContexts;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import java.util.function.Supplier;

/**
 * Carries the correlation id, and the trace, of work that goes on after its request has been
 * answered.
 */
public final class Correlation {

    private static final ThreadLocal<String> CURRENT = new ThreadLocal<>();

    private Correlation() {}

    static String current() {
        return CURRENT.get();
    }

    /**
     * Returns the trace to keep with such work in addition to the correlation id; null where
     * nothing is traced.
     */
    public static String traceParent() {
        return CurrentTrace.traceParent();
    }

    /** Runs work under a correlation id that stands for its trace. */
    public static <T> T with(String correlationId, Supplier<T> work) {
        return with(correlationId, null, work);
    }

    /**
     * Runs work under a correlation id, which its calls to other services carry, and in the trace
     * of the request that began it.
     *
     * @param traceParent as {@link #traceParent()} gave it; for null, or one that is malformed, the
     *     correlation id stands for the trace
     */
    public static <T> T with(String correlationId, String traceParent, Supplier<T> work) {
        String before = CURRENT.get();
        CURRENT.set(correlationId);
        try {
            return context(correlationId, traceParent).wrapSupplier(work).get();
        } finally {
            if (before == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(before);
            }
        }
    }

    private static Context context(String correlationId, String traceParent) {
        Context kept = TraceContexts.parse(traceParent);
        return correlationId == null || Span.fromContext(kept).getSpanContext().isValid()
                ? kept
                : TraceContexts.ofCorrelation(correlationId, true);
    }
}
