package io.mltwin.console.receipts;

import io.mltwin.platform.tracing.CurrentTrace;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import jakarta.enterprise.context.RequestScoped;
import java.util.ArrayList;
import java.util.List;

/** The calls made so far for the page that is being answered, and the trace that they are in. */
@RequestScoped
public class CallsOfPage {

    private final List<MadeCall> calls = new ArrayList<>();

    /** Adds a call; pages that call several services at once add from several threads. */
    public synchronized void add(MadeCall call) {
        calls.add(call);
    }

    /** Returns the calls in the order of their answers. */
    public synchronized List<MadeCall> list() {
        return List.copyOf(calls);
    }

    /** Returns the id of the trace of this request; null when it is not traced. */
    public String traceId() {
        SpanContext span = Span.fromContext(CurrentTrace.get()).getSpanContext();
        return span.isValid() && span.isSampled() ? span.getTraceId() : null;
    }
}
