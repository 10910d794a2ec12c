package io.mltwin.armweb;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DateHeaderTest {

    private final DateHeader header = new DateHeader(Clock.systemUTC());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1994-11-06T08:49:37Z     | Sun, 06 Nov 1994 08:49:37 GMT",
                "1994-11-06T08:49:37.999Z | Sun, 06 Nov 1994 08:49:37 GMT",
                "2026-02-28T23:59:59Z     | Sat, 28 Feb 2026 23:59:59 GMT",
                "2026-03-01T00:00:00Z     | Sun, 01 Mar 2026 00:00:00 GMT"
            })
    void timeIsWrittenAsHttpHasIt(Instant time, String text) {
        // Given
        header.text(time.minusSeconds(1));

        // When
        String written = header.text(time);

        // Then
        assertThat(written).isEqualTo(text);
    }
}
