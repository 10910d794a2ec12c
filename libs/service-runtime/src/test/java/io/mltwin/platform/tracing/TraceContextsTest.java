package io.mltwin.platform.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceContextsTest {

    private static final String GIVEN = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0";

    @ParameterizedTest
    @CsvSource({"1, true", "0, false"})
    void whatAClientSendsComesOutAsItWentIn(String flag, boolean recorded) {
        Context context = TraceContexts.parse(GIVEN + flag);

        assertThat(span(context).isSampled()).isEqualTo(recorded);
        assertThat(TraceContexts.format(context)).isEqualTo(GIVEN + flag);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "00-00000000000000000000000000000000-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
                "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331"
            })
    void whatIsMalformedIsNoTrace(String header) {
        assertThat(TraceContexts.format(TraceContexts.parse(header))).isNull();
    }

    @Test
    void noHeaderIsNoTrace() {
        assertThat(span(TraceContexts.parse(null)).isValid()).isFalse();
    }

    @Test
    void aGuidAsCorrelationIdIsTheTraceId() {
        Context context = TraceContexts.ofCorrelation("0AF76519-16CD-43DD-8448-EB211C80319C", true);

        assertThat(span(context).getTraceId()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
        assertThat(span(context).isSampled()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"flow-1", "00000000-0000-0000-0000-000000000000"})
    void anyOtherCorrelationIdStandsForOneTraceToo(String correlationId) {
        SpanContext first = span(TraceContexts.ofCorrelation(correlationId, true));
        SpanContext second = span(TraceContexts.ofCorrelation(correlationId, true));

        assertThat(first.isValid()).isTrue();
        assertThat(first.getTraceId()).isEqualTo(second.getTraceId());
        assertThat(first.getTraceId())
                .isNotEqualTo(span(TraceContexts.ofCorrelation("flow-2", true)).getTraceId());
    }

    @Test
    void unrecordedTraceSaysSoToOthers() {
        assertThat(TraceContexts.format(TraceContexts.notRecorded())).endsWith("-00");
    }

    private static SpanContext span(Context context) {
        return Span.fromContext(context).getSpanContext();
    }
}
