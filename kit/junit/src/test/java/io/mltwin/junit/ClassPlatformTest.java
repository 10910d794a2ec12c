package io.mltwin.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mltwin.client.MltwinException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClassPlatformTest {
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

    @ParameterizedTest
    @CsvSource({"PT61M, PT1H1M", "P30D, PT720H", "PT0S, PT0S", "2030-01-01T01:00:00Z, PT1H"})
    void aTimeIsADurationOrAMoment(String time, Duration ahead) {
        assertThat(ClassPlatform.ahead(time, NOW)).isEqualTo(ahead);
    }

    @ParameterizedTest
    @CsvSource({
        "PT-1S, is in the past",
        "2029-12-31T23:59:59Z, is in the past",
        "P1, is no duration such as P30D",
        "tomorrow, is no duration such as P30D",
        "'', is no duration such as P30D"
    })
    void anotherTimeIsRefused(String time, String told) {
        assertThatThrownBy(() -> ClassPlatform.ahead(time, NOW))
                .isInstanceOf(MltwinException.class)
                .hasMessageContaining("@AtTime(\"" + time + "\") " + told);
    }
}
