package io.mltwin.platform.tracing;

import io.mltwin.encoding.AsciiCase;
import io.mltwin.encoding.Sha256;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** Reads and writes W3C Trace Context, version 00: the header {@code traceparent}. */
public final class TraceContexts {

    public static final String HEADER = "traceparent";

    private static final TextMapGetter<Map<String, String>> OF_MAP = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(Map<String, String> carrier) {
            return carrier.keySet();
        }

        @Override
        public String get(Map<String, String> carrier, String key) {
            return carrier == null ? null : carrier.get(key);
        }
    };

    private TraceContexts() {}

    /** Parses a {@code traceparent}; returns the root context for null or one that is malformed. */
    public static Context parse(String traceParent) {
        return traceParent == null
                ? Context.root()
                : W3CTraceContextPropagator.getInstance().extract(Context.root(), Map.of(HEADER, traceParent), OF_MAP);
    }

    /**
     * Returns the context of a request whose client sent no {@code traceparent}: its correlation id
     * names the trace, so that requests with one correlation id are one trace.
     */
    public static Context ofCorrelation(String correlationId, boolean recorded) {
        byte[] digest = Sha256.hash(correlationId);
        String bare = AsciiCase.lower(correlationId.replace("-", ""));
        String traceId = TraceId.isValid(bare) ? bare : HexFormat.of().formatHex(digest, 0, 16);
        return context(traceId, HexFormat.of().formatHex(digest, 16, 24), recorded);
    }

    /**
     * Returns a context that is not recorded, here and in the services that are called with it; the
     * sending of spans itself uses it.
     */
    public static Context notRecorded() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return context(
                TraceId.fromLongs(random.nextLong(), random.nextLong() | 1),
                SpanId.fromLong(random.nextLong() | 1),
                false);
    }

    private static Context context(String traceId, String spanId, boolean recorded) {
        SpanContext span = SpanContext.createFromRemoteParent(
                traceId, spanId, recorded ? TraceFlags.getSampled() : TraceFlags.getDefault(), TraceState.getDefault());
        return Context.root().with(Span.wrap(span));
    }

    /** Returns the value of {@code traceparent} to send, or null when nothing is traced. */
    public static String format(Context context) {
        SpanContext span = Span.fromContext(context).getSpanContext();
        return span.isValid()
                ? String.join(
                        "-",
                        List.of(
                                "00",
                                span.getTraceId(),
                                span.getSpanId(),
                                span.getTraceFlags().asHex()))
                : null;
    }
}
