package io.mltwin.workspace.storage.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mltwin.armweb.AzureException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpDatesTest {

    private static final DateTimeFormatter SLOW = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);

    @Test
    void datesAreWrittenAndReadAsTheJdkDoes() {
        Random random = new Random(1);
        for (int i = 0; i < 10_000; i++) {
            Instant time = Instant.ofEpochSecond(random.nextLong(-2_000_000_000L, 250_000_000_000L));
            String text = HttpDates.format(time);
            assertThat(text).isEqualTo(SLOW.format(time));
            assertThat(HttpDates.parse("Date", text)).isEqualTo(time);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Thu, 26 Nov 2026 14:18:55 GMT | 2026-11-26T14:18:55Z",
                "Thu, 6 Nov 2025 14:18:55 GMT | 2025-11-06T14:18:55Z",
                "6 Nov 2025 14:18:55 +0100 | 2025-11-06T13:18:55Z",
                "thu, 26 nov 2026 14:18:55 gmt | 2026-11-26T14:18:55Z"
            })
    void otherFormsOfTheStandardAreRead(String text, Instant time) {
        assertThat(HttpDates.parse("Date", text)).isEqualTo(time);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Mon, 26 Nov 2026 14:18:55 GMT",
                "Thu, 31 Feb 2026 14:18:55 GMT",
                "Thu, 26 onv 2026 14:18:55 GMT",
                "Thu, 26 Nov 2026 24:18:55 GMT",
                "Thu, +6 Nov 2026 14:18:55 GMT",
                "2026-11-26T14:18:55.00000000Z"
            })
    void whatIsNoDateIsRefused(String text) {
        assertThatThrownBy(() -> HttpDates.parse("x-ms-date", text)).isInstanceOf(AzureException.class);
    }
}
