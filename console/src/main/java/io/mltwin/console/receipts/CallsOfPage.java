package io.mltwin.console.receipts;

import io.mltwin.platform.tracing.CurrentTrace;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import jakarta.enterprise.context.RequestScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The calls made so far for the page that is being answered, and the trace that they are in. */
@RequestScoped
public class CallsOfPage {

    private final List<MadeCall> calls = new ArrayList<>();
    // of the part of the page that the thread reads
    private final ThreadLocal<List<MadeCall>> part = new ThreadLocal<>();

    /** Adds a call; parts that are read at the same time add from several threads. */
    public void add(MadeCall call) {
        List<MadeCall> own = part.get();
        if (own != null) {
            own.add(call);
            return;
        }
        synchronized (calls) {
            calls.add(call);
        }
    }

    /**
     * Reads a part of the page on this thread.
     *
     * @param own gets the calls that are made meanwhile, in place of the page
     */
    public <T> T collect(List<MadeCall> own, Supplier<T> reader) {
        List<MadeCall> outer = part.get();
        part.set(own);
        try {
            return reader.get();
        } finally {
            if (outer == null) {
                part.remove();
            } else {
                part.set(outer);
            }
        }
    }

    /**
     * Returns the calls in the order of their answers; those of parts that are read at the same
     * time in the order of the parts.
     */
    public List<MadeCall> list() {
        synchronized (calls) {
            return List.copyOf(calls);
        }
    }

    /** Returns the id of the trace of this request; null when it is not traced. */
    public String traceId() {
        SpanContext span = Span.fromContext(CurrentTrace.get()).getSpanContext();
        return span.isValid() && span.isSampled() ? span.getTraceId() : null;
    }
}
