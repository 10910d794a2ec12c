package io.mltwin.platform.tracing;

import io.mltwin.platform.tracing.Tracing.SpanDestination;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Sends spans, and logs once when they cannot be sent and once when they can again. Spans that
 * cannot be sent are lost; requests are not held up.
 */
final class SpanSender implements SpanExporter {

    private static final Logger LOG = Logger.getLogger(SpanSender.class);

    private final SpanDestination destination;
    private final AtomicBoolean away = new AtomicBoolean();
    private SpanExporter opened;

    SpanSender(SpanDestination destination) {
        this.destination = destination;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        CompletableResultCode sent;
        try {
            sent = exporter().export(spans);
        } catch (RuntimeException e) {
            LOG.debug("Spans cannot be sent", e);
            sent = CompletableResultCode.ofFailure();
        }
        CompletableResultCode result = sent;
        return result.whenComplete(() -> note(result.isSuccess()));
    }

    private void note(boolean success) {
        if (away.getAndSet(!success) == success) {
            if (success) {
                LOG.info("Spans reach telemetry-service again");
            } else {
                LOG.warn(
                        "Spans do not reach telemetry-service: they are dropped until it answers, and nothing else is held up");
            }
        }
    }

    private synchronized SpanExporter exporter() {
        if (opened == null) {
            opened = destination.open();
        }
        return opened;
    }

    @Override
    public CompletableResultCode flush() {
        return CompletableResultCode.ofSuccess();
    }

    @Override
    public synchronized CompletableResultCode shutdown() {
        return opened == null ? CompletableResultCode.ofSuccess() : opened.shutdown();
    }
}
