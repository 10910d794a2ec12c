package io.mltwin.platform.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.quarkus.arc.Arc;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;

/** The trace that this thread works for: that of its request, or of the work it was given. */
public final class CurrentTrace {

    private static final String KEY = "mltwin.trace";

    private CurrentTrace() {}

    /** Makes the span of a received request that of all who work for it. */
    public static void attach(RoutingContext request, Context context) {
        request.put(KEY, context);
    }

    /**
     * Like {@link #attach} for a request of which nothing is recorded; its context is made when
     * somebody is called for it.
     */
    public static void attachNotRecorded(RoutingContext request, String correlationId) {
        request.put(KEY, correlationId);
    }

    /** The context of a received request; the root context when it is not traced. */
    public static Context of(RoutingContext request) {
        Object attached = request == null ? null : request.get(KEY);
        if (attached instanceof String correlationId) {
            return TraceContexts.ofCorrelation(correlationId, false);
        }
        return attached == null ? Context.root() : (Context) attached;
    }

    /** The context of what this thread works for; the root context when it is nothing traced. */
    public static Context get() {
        Context own = Context.current();
        if (Span.fromContext(own).getSpanContext().isValid()
                || Arc.container() == null
                || !Arc.container().requestContext().isActive()) {
            return own;
        }
        CurrentVertxRequest current = Arc.container().instance(CurrentVertxRequest.class).get();
        return of(current == null ? null : current.getCurrent());
    }

    /** What to keep with work that goes on after its request; null where nothing is traced. */
    public static String traceParent() {
        return TraceContexts.format(get());
    }
}
