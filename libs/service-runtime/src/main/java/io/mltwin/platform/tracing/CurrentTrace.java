package io.mltwin.platform.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.quarkus.arc.Arc;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;

/** Finds the trace that this thread works for: that of its request, or of its background work. */
public final class CurrentTrace {

    private static final String KEY = "mltwin.trace";

    private CurrentTrace() {}

    /**
     * Attaches the span of a received request to it: calls made for the request are its children.
     */
    public static void attach(RoutingContext request, Context context) {
        request.put(KEY, context);
    }

    /**
     * Like {@link #attach} for a request that is not recorded; its context is made when another
     * service is called for it.
     */
    public static void attachNotRecorded(RoutingContext request, String correlationId) {
        request.put(KEY, correlationId);
    }

    /** Returns the context of a received request; the root context when it is not traced. */
    public static Context of(RoutingContext request) {
        Object attached = request == null ? null : request.get(KEY);
        if (attached instanceof String correlationId) {
            return TraceContexts.ofCorrelation(correlationId, false);
        }
        return attached == null ? Context.root() : (Context) attached;
    }

    /** Returns the context of this thread's work; the root context when it is not traced. */
    public static Context get() {
        Context own = Context.current();
        if (Span.fromContext(own).getSpanContext().isValid()
                || Arc.container() == null
                || !Arc.container().requestContext().isActive()) {
            return own;
        }
        CurrentVertxRequest current =
                Arc.container().instance(CurrentVertxRequest.class).get();
        return of(current == null ? null : current.getCurrent());
    }

    /**
     * Returns the {@code traceparent} to store with what follows from a request; null when the
     * request is not recorded.
     */
    public static String traceParent(RoutingContext request) {
        return request.get(KEY) instanceof Context context ? TraceContexts.format(context) : null;
    }

    /**
     * Returns the {@code traceparent} to store with work that continues after its request, or null.
     */
    public static String traceParent() {
        return TraceContexts.format(get());
    }
}
