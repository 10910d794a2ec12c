package io.mltwin.local.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RunLogTest {
    @Test
    void theLastTwentyLinesAreTold() {
        // Given
        String log =
                IntStream.rangeClosed(1, 30).mapToObj(n -> "line " + n + "\n").collect(Collectors.joining());

        // When
        String told = RunLog.lastLines(log);

        // Then
        assertEquals(
                IntStream.rangeClosed(11, 30).mapToObj(n -> "    line " + n).toList(),
                told.lines().toList());
    }
}
