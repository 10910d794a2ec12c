package io.mltwin.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mltwin.platform.ServiceName;
import io.mltwin.platform.tracing.SpanKeys;
import io.mltwin.testkit.PeerAnswer;
import io.mltwin.testkit.TestPlatform;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TracePropagationTest {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String GIVEN = "00-" + TRACE + "-b7ad6b7169203331-01";
    private static TestPlatform platform;

    private AskingService service;

    @BeforeAll
    static void start() throws IOException {
        platform = TestPlatform.around("keyvault");
    }

    @AfterAll
    static void stop() throws IOException {
        platform.close();
    }

    @BeforeEach
    void makeTheService() {
        platform.calls().reset();
        platform.calls().answer("compute", "GET", "/_internal/x", PeerAnswer.status(204));
        service = AskingService.in(platform);
    }

    private void ask() {
        service.http()
                .request(ServiceName.COMPUTE, "GET", "/_internal/x?sig=secret-signature")
                .bearer("secret-token")
                .send();
    }

    private String sent() {
        return platform.calls().received("compute").get(0).headers().get("traceparent");
    }

    @Test
    void workAfterItsRequestGoesOnInTheRequestsTrace() {
        Correlation.with("flow-1", GIVEN, () -> {
            ask();
            return null;
        });

        SpanData span = service.spans().getFinishedSpanItems().get(0);
        assertThat(span.getTraceId()).isEqualTo(TRACE);
        assertThat(span.getParentSpanId()).isEqualTo("b7ad6b7169203331");
        assertThat(span.getAttributes().get(SpanKeys.PATH)).isEqualTo("/_internal/x");
        assertThat(span.getAttributes().get(SpanKeys.CORRELATION_ID)).isEqualTo("flow-1");
        assertThat(span.getAttributes().get(SpanKeys.STATUS)).isEqualTo(204);
        assertThat(sent()).isEqualTo("00-" + TRACE + "-" + span.getSpanId() + "-01");
    }

    @Test
    void aSpanHoldsNoTokenAndNoQuery() {
        Correlation.with("flow-1", GIVEN, () -> {
            ask();
            return null;
        });

        assertThat(service.spans().getFinishedSpanItems().toString()).doesNotContain("secret");
    }

    @Test
    void withoutATraceTheCorrelationIdStandsForIt() {
        Correlation.with(TRACE, () -> {
            ask();
            return null;
        });

        assertThat(sent()).startsWith("00-" + TRACE + "-").endsWith("-01");
    }

    @Test
    void unrecordedTraceIsRecordedByNoService() {
        Correlation.with("flow-1", "00-" + TRACE + "-b7ad6b7169203331-00", () -> {
            ask();
            return null;
        });

        assertThat(sent()).startsWith("00-" + TRACE + "-").endsWith("-00");
        assertThat(service.spans().getFinishedSpanItems()).isEmpty();
    }

    @Test
    void workOfNoRequestLeavesNoSpan() {
        ask();

        assertThat(sent()).isNull();
        assertThat(service.spans().getFinishedSpanItems()).isEmpty();
    }

    @Test
    void aServiceThatIsAwayIsInTheTrace() {
        platform.stopPeer("scoring");
        try {
            assertThatThrownBy(() -> Correlation.with(
                            "flow-1",
                            GIVEN,
                            () -> service.http()
                                    .request(ServiceName.SCORING, "GET", "/")
                                    .send()))
                    .hasMessageContaining("scoring did not answer");
        } finally {
            platform.startPeer("scoring");
        }

        assertThat(service.spans().getFinishedSpanItems())
                .extracting(span -> span.getAttributes().get(SpanKeys.VERDICT))
                .isEqualTo(List.of("not answered"));
    }
}
