package io.mltwin.telemetry.kafka;

import io.mltwin.platform.tracing.SpanKeys;
import io.mltwin.platform.tracing.TraceContexts;
import io.mltwin.platform.tracing.Tracing;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import java.nio.charset.StandardCharsets;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Records the last hop of a record through Kafka in the trace of its request: stored, or refused to
 * the dead letters. A record that fails and comes again gets its span when it is stored.
 */
final class DeliverySpans implements EventBatch.DeadLetters {

    private final Tracing tracing;
    private final EventBatch.DeadLetters deadLetters;
    private final Map<ConsumerRecord<byte[], byte[]>, Span> open = new IdentityHashMap<>();

    DeliverySpans(Tracing tracing, EventBatch.DeadLetters deadLetters) {
        this.tracing = tracing;
        this.deadLetters = deadLetters;
    }

    void begin(List<ConsumerRecord<byte[], byte[]>> records) {
        open.clear();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            Header header = record.headers().lastHeader(TraceContexts.HEADER);
            Context parent =
                    TraceContexts.parse(header == null ? null : new String(header.value(), StandardCharsets.US_ASCII));
            if (Span.fromContext(parent).getSpanContext().isValid()) {
                Span span = tracing.start(parent, SpanKind.CONSUMER, "store " + record.topic());
                span.setAttribute(SpanKeys.TOPIC, record.topic());
                span.setAttribute(SpanKeys.TOKEN_KIND, "client certificate");
                open.put(record, span);
            }
        }
    }

    @Override
    public void add(ConsumerRecord<byte[], byte[]> record, String reason) {
        deadLetters.add(record, reason);
        Span span = open.remove(record);
        if (span != null) {
            span.setAttribute(SpanKeys.VERDICT, "refused: " + reason);
            span.end();
        }
    }

    void end() {
        open.values().forEach(span -> {
            span.setAttribute(SpanKeys.VERDICT, "accepted");
            span.end();
        });
        open.clear();
    }
}
