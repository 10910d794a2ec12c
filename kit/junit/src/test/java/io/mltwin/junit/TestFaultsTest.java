package io.mltwin.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.client.AzureService;
import io.mltwin.client.Fault;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Which faults a test has, before there is any platform. */
@WithFault(service = AzureService.LOGIN, status = 503)
class TestFaultsTest {
    private final List<Fault> wanted = new ArrayList<>();

    @RegisterExtension
    private final BeforeEachCallback reader = this::read;

    private void read(ExtensionContext context) {
        wanted.addAll(TestFaults.wantedBy(context));
    }

    @Test
    void theClassHasOne() {
        assertThat(wanted).extracting(Fault::toString).containsExactly("Fault[LOGIN, {status=503}]");
    }

    @Test
    @WithFault(service = AzureService.KEY_VAULT, operation = "GET /secrets/*", reset = true, times = 2)
    @WithFault(
            service = AzureService.BLOBS,
            status = 429,
            code = "ServerBusy",
            latencyMillis = 5,
            retryAfterSeconds = 0,
            rate = 0.5,
            seed = 7)
    void thoseOfTheMethodComeFirst() {
        assertThat(wanted)
                .extracting(Fault::toString)
                .containsExactly(
                        "Fault[KEY_VAULT, {operation=GET /secrets/*, reset=true, times=2}]",
                        "Fault[BLOBS, {status=429, code=ServerBusy, latencyMillis=5, retryAfterSeconds=0, rate=0.5,"
                                + " seed=7}]",
                        "Fault[LOGIN, {status=503}]");
    }

    @Nested
    @WithFault(service = AzureService.GRAPH, status = 500)
    class Inside {
        @Test
        void thoseOfTheClassesAroundComeLast() {
            assertThat(wanted)
                    .extracting(Fault::toString)
                    .containsExactly("Fault[GRAPH, {status=500}]", "Fault[LOGIN, {status=503}]");
        }
    }
}
