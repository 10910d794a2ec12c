package io.mltwin.platform.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class CallLogTest {

    private final CallLog log = new CallLog();

    private static CallLog.Call call(int number, String correlationId) {
        return new CallLog.Call(
                Instant.EPOCH,
                "keyvault",
                "GET",
                "host",
                "/" + number,
                "AAD",
                "iss",
                "aud",
                "app",
                "caller",
                "accepted",
                200,
                1,
                correlationId);
    }

    @Test
    void findsACorrelationsCallsOldestFirst() {
        // When
        log.add(call(1, "a"));
        log.add(call(2, "b"));
        log.add(call(3, "a"));
        // Then
        assertThat(log.find("a", null)).extracting(CallLog.Call::path).containsExactly("/1", "/3");
        assertThat(log.find(null, null)).hasSize(3);
        assertThat(log.find("c", null)).isEmpty();
        assertThat(log.find("b", "caller")).hasSize(3);
        assertThat(log.find(null, "other")).isEmpty();
    }

    @Test
    void keepsTheLastTwoThousand() {
        // When
        for (int i = 0; i < 2500; i++) {
            log.add(call(i, "a"));
        }
        // Then
        assertThat(log.find("a", null))
                .hasSize(2000)
                .first()
                .extracting(CallLog.Call::path)
                .isEqualTo("/500");
    }

    @Test
    void itsFieldsAreCut() {
        String path = "/" + "x".repeat(18_000);

        log.add(new CallLog.Call(
                Instant.EPOCH, "keyvault", "GET", path, path, "AAD", path, path, path, path, path, 200, 1, "a"));

        assertThat(log.find("a", null).get(0).path()).isEqualTo(path.substring(0, 2048));
        assertThat(log.find("a", null).get(0).host()).hasSize(2048);
        assertThat(log.find("a", null).get(0).verdict()).hasSize(2048);
    }
}
