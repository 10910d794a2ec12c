package io.mltwin.platform.tracing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mltwin.platform.Addresses;
import io.mltwin.platform.PlatformConfig;
import io.mltwin.platform.tracing.Tracing.TraceLimit;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class TracingTest {

    private static final Context FLOW = TraceContexts.parse("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");

    private final InMemorySpanExporter spans = InMemorySpanExporter.create();
    private final Tracing tracing = new Tracing(addresses(), () -> SimpleSpanProcessor.create(spans));

    @Test
    void aStepIsASpanOfTheTraceThatItIsDoneFor() {
        String result = FLOW.wrapSupplier(() -> tracing.step("Azure Cosmos DB", "read", () -> "x"))
                .get();

        assertThat(result).isEqualTo("x");
        SpanData span = spans.getFinishedSpanItems().get(0);
        assertThat(span.getTraceId()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
        assertThat(span.getParentSpanId()).isEqualTo("b7ad6b7169203331");
        assertThat(span.getAttributes().get(SpanKeys.PARTICIPANT)).isEqualTo("Azure Cosmos DB");
        assertThat(span.getResource().getAttributes().asMap().toString()).contains("compute");
    }

    @Test
    void aStepThatFailsSaysSoAndStillFails() {
        assertThatThrownBy(() -> FLOW.wrapSupplier(() -> tracing.step("Azure Cosmos DB", "read", () -> {
                            throw new IllegalStateException("gone");
                        }))
                        .get())
                .hasMessage("gone");

        assertThat(spans.getFinishedSpanItems().get(0).getAttributes().get(SpanKeys.VERDICT))
                .isEqualTo("failed");
    }

    @Test
    void outsideOfATraceNothingIsRecorded() {
        tracing.step("Azure Cosmos DB", "read", () -> "x");
        TraceContexts.notRecorded()
                .wrapSupplier(() -> tracing.step("Azure Cosmos DB", "read", () -> "x"))
                .get();

        assertThat(spans.getFinishedSpanItems()).isEmpty();
    }

    @Test
    void switchedOffItStillPassesTheTraceOn() {
        Tracing off = new Tracing(addresses(), null);

        Context context = FLOW.with(off.start(FLOW, SpanKind.CLIENT, "GET /"));

        assertThat(TraceContexts.format(context)).isEqualTo(TraceContexts.format(FLOW));
    }

    @Test
    @Timeout(10)
    void aReceiverThatNeverAnswersHoldsNothingUp() {
        Tracing stuck = new Tracing(
                addresses(),
                () -> BatchSpanProcessor.builder(new NeverAnswers())
                        .setMaxQueueSize(100)
                        .setMaxExportBatchSize(10)
                        .setExporterTimeout(Duration.ofHours(1))
                        .build());

        for (int i = 0; i < 100_000; i++) {
            stuck.start(FLOW, SpanKind.SERVER, "GET /").end();
        }
    }

    @Test
    void tracesOfTheirOwnBeginAtALimitedRate() {
        AtomicLong time = new AtomicLong();
        TraceLimit traces = new TraceLimit(time::get);

        assertThat(begun(traces)).isEqualTo(TraceLimit.AT_ONCE);
        time.addAndGet(Duration.ofSeconds(2).toNanos());
        assertThat(begun(traces)).isEqualTo(2 * TraceLimit.A_SECOND);
    }

    private static int begun(TraceLimit traces) {
        int begun = 0;
        for (int i = 0; i < 10_000; i++) {
            begun += traces.mayBegin() ? 1 : 0;
        }
        return begun;
    }

    private static final class NeverAnswers implements SpanExporter {
        @Override
        public CompletableResultCode export(Collection<SpanData> spans) {
            return new CompletableResultCode();
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }

    private static Addresses addresses() {
        return new Addresses(
                new PlatformConfig() {
                    @Override
                    public String service() {
                        return "compute";
                    }

                    @Override
                    public String base() {
                        return "mltwin.localhost";
                    }

                    @Override
                    public int portBase() {
                        return 1;
                    }

                    @Override
                    public int port() {
                        return 1;
                    }

                    @Override
                    public String bind() {
                        return "127.0.0.1";
                    }

                    @Override
                    public Path trustDir() {
                        return Path.of("");
                    }

                    @Override
                    public Path privateDir() {
                        return Path.of("");
                    }

                    @Override
                    public Path dataDir() {
                        return Path.of("");
                    }
                },
                null);
    }
}
