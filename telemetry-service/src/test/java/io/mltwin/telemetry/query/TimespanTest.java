package io.mltwin.telemetry.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mltwin.armweb.AzureException;
import io.mltwin.telemetry.query.QueryService.Timespan;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimespanTest {

    private static final Instant NOW = Instant.parse("2020-11-07T12:00:00Z");

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "PT1H, 2020-11-07T11:00:00Z, 2020-11-07T12:00:00Z",
        "P1D, 2020-11-06T12:00:00Z, 2020-11-07T12:00:00Z",
        "P1M, 2020-10-07T12:00:00Z, 2020-11-07T12:00:00Z",
        "P1DT12H, 2020-11-06T00:00:00Z, 2020-11-07T12:00:00Z",
        "2020-11-01/2020-11-02, 2020-11-01T00:00:00Z, 2020-11-02T00:00:00Z",
        "2020-11-01T10:00:00Z/PT1H, 2020-11-01T10:00:00Z, 2020-11-01T11:00:00Z",
        "PT1H/2020-11-01T10:00:00+02:00, 2020-11-01T07:00:00Z, 2020-11-01T08:00:00Z"
    })
    void isoDurationsAndIntervalsAreHonoured(String text, Instant from, Instant to) {
        assertThat(Timespan.parse(text, NOW)).isEqualTo(new Timespan(from, to));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "1h", "PT", "2020-11-01", "a/b", "PT1H/PT1H", "a/b/c"})
    void othersAreRefused(String text) {
        assertThatThrownBy(() -> Timespan.parse(text, NOW))
                .isInstanceOfSatisfying(
                        AzureException.class, fault -> assertThat(fault.code()).isEqualTo("BadArgumentError"));
    }
}
