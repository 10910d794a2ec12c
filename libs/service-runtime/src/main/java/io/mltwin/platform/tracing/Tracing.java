package io.mltwin.platform.tracing;

import io.mltwin.armweb.AzureException;
import io.mltwin.platform.Addresses;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Records the service's spans (OpenTelemetry): received calls, calls to other services, records
 * through Kafka. Spans carry wall time, wait in a bounded queue and are sent in batches by a thread
 * of their own; when the queue is full, they are dropped.
 */
@Singleton
public class Tracing {
    /** Where a service's spans go; opened when the first span ends. */
    public interface SpanDestination {

        SpanExporter open();
    }

    /** Whether and how the service records spans. */
    @ConfigMapping(prefix = "mltwin.traces")
    public interface TraceConfig {

        /** False records and sends no spans; trace contexts are passed on all the same. */
        @WithDefault("true")
        boolean enabled();
    }

    private static final int QUEUE = 2048;
    private static final int BATCH = 512;
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final long STOP_MILLIS = 1_000;

    private final Addresses addresses;
    private final Supplier<SpanProcessor> processor;
    private final TraceLimit newTraces = new TraceLimit(System::nanoTime);
    private SdkTracerProvider provider;
    private volatile Tracer tracer;

    @Inject
    public Tracing(Addresses addresses, TraceConfig config, Instance<SpanDestination> destination) {
        this(addresses, config.enabled() && destination.isResolvable() ? () -> sending(destination.get()) : null);
    }

    /** With a processor of its own, for tests; null records nothing. */
    public Tracing(Addresses addresses, Supplier<SpanProcessor> processor) {
        this.addresses = addresses;
        this.processor = processor;
    }

    private static SpanProcessor sending(SpanDestination destination) {
        return BatchSpanProcessor.builder(new SpanSender(destination))
                .setMaxQueueSize(QUEUE)
                .setMaxExportBatchSize(BATCH)
                .setScheduleDelay(PAUSE)
                .build();
    }

    /**
     * Returns the context of a received request: what it sent, or one made of its correlation id.
     *
     * @return null when the request sent none and the limit of new traces is reached
     */
    public Context received(String traceParent, String correlationId) {
        Context given = TraceContexts.parse(traceParent);
        if (Span.fromContext(given).getSpanContext().isValid()) {
            return given;
        }
        return newTraces.mayBegin() ? TraceContexts.ofCorrelation(correlationId, true) : null;
    }

    /** Starts a span; the caller ends it. */
    public Span start(Context parent, SpanKind kind, String name) {
        return tracer().spanBuilder(name).setParent(parent).setSpanKind(kind).startSpan();
    }

    /**
     * Records a step within this process under the name of the part of Azure that does it. Without
     * a trace the work runs unrecorded.
     */
    public <T> T step(String participant, String name, Supplier<T> work) {
        Context parent = CurrentTrace.get();
        if (!Span.fromContext(parent).getSpanContext().isSampled()) {
            return work.get();
        }
        Span span = start(parent, SpanKind.INTERNAL, name);
        span.setAttribute(SpanKeys.PARTICIPANT, participant);
        try {
            T result = parent.with(span).wrapSupplier(work).get();
            span.setAttribute(SpanKeys.VERDICT, "done");
            return result;
        } catch (AzureException fault) {
            span.setAttribute(SpanKeys.VERDICT, fault.code());
            span.setAttribute(SpanKeys.STATUS, fault.status());
            throw fault;
        } catch (RuntimeException e) {
            span.setAttribute(SpanKeys.VERDICT, "failed");
            throw e;
        } finally {
            span.end();
        }
    }

    private Tracer tracer() {
        Tracer made = tracer;
        if (made == null) {
            synchronized (this) {
                if (tracer == null) {
                    tracer = make();
                }
                made = tracer;
            }
        }
        return made;
    }

    private Tracer make() {
        if (processor == null) {
            return TracerProvider.noop().get("mltwin");
        }
        provider = SdkTracerProvider.builder()
                .setResource(Resource.builder()
                        .put("service.name", addresses.self().lowerCase())
                        .build())
                .addSpanProcessor(processor.get())
                .build();
        return provider.get("mltwin");
    }

    void stop(@Observes ShutdownEvent event) {
        SdkTracerProvider made;
        synchronized (this) {
            made = provider;
        }
        if (made != null) {
            made.shutdown().join(STOP_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /**
     * Limits how many traces begin in a second. A load test without trace contexts must not fill the
     * store of traces, nor take processor time from what it measures. The limit does not concern
     * clients that send {@code traceparent}.
     */
    static final class TraceLimit {

        static final int A_SECOND = 50;
        static final int AT_ONCE = 500;
        private static final double NANOS = 1e9;

        private final LongSupplier nanoTime;
        private double left = AT_ONCE;
        private long last;

        TraceLimit(LongSupplier nanoTime) {
            this.nanoTime = nanoTime;
            this.last = nanoTime.getAsLong();
        }

        synchronized boolean mayBegin() {
            long now = nanoTime.getAsLong();
            left = Math.min(AT_ONCE, left + (now - last) / NANOS * A_SECOND);
            last = now;
            if (left < 1) {
                return false;
            }
            left--;
            return true;
        }
    }
}
