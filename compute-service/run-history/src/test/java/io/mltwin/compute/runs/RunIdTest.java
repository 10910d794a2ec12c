package io.mltwin.compute.runs;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TRN-02. */
class RunIdTest {

    @ParameterizedTest
    @ValueSource(strings = {"my-1", "a", "0", "Bc_1795540423_515a46bc", "x-_-"})
    void accepts(String id) {
        assertThat(RunId.isValid(id)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "-a", "_a", "a/b", "..", "a.b", "a\n", "é", "a%20b"})
    void refuses(String id) {
        assertThat(RunId.isValid(id)).isFalse();
    }

    @Test
    void isAtMost256Long() {
        assertThat(RunId.isValid("a".repeat(256))).isTrue();
        assertThat(RunId.isValid("a".repeat(257))).isFalse();
        assertThat(RunId.isValid(null)).isFalse();
    }

    @Test
    void makesValidIdsOfAnyExperiment() {
        Instant now = Instant.parse("2020-09-09T00:00:00Z");
        assertThat(RunId.generate("bc", now, new SecureRandom())).matches("bc_1599609600_[0-9a-f]{8}");
        assertThat(RunId.isValid(RunId.generate("e".repeat(255), now, new SecureRandom())))
                .isTrue();
    }
}
