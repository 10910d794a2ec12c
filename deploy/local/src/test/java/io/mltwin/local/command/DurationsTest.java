package io.mltwin.local.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mltwin.local.layout.RefusalException;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
    @ParameterizedTest
    @CsvSource({"90s,PT90S", "61m,PT61M", "2h,PT2H", "365d,P365D", "PT5M,PT5M"})
    void asPeopleWriteThem(String text, Duration expected) {
        assertEquals(expected, Durations.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "5", "-PT5M", ""})
    void anythingElseIsRefused(String text) {
        assertThrows(RefusalException.class, () -> Durations.parse(text));
    }
}
