package io.mltwin.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LogLinesTest {

    private static final String LONGEST = "x".repeat(LogLines.MAX_LINE);

    static Stream<Arguments> logs() {
        return Stream.of(
                Arguments.of("", List.of()),
                Arguments.of("one", List.of("one")),
                Arguments.of("one\n", List.of("one")),
                Arguments.of("one\r\n\r\ntwo", List.of("one", "", "two")),
                Arguments.of("\n\n", List.of("", "")),
                Arguments.of("ü😀\n", List.of("ü😀")),
                Arguments.of(LONGEST + "\nnext", List.of(LONGEST, "next")),
                Arguments.of(LONGEST + "y\nnext", List.of(LONGEST + LogLines.CUT, "next")),
                Arguments.of(LONGEST.repeat(100) + "\nnext", List.of(LONGEST + LogLines.CUT, "next")),
                Arguments.of(LONGEST.repeat(3), List.of(LONGEST + LogLines.CUT)));
    }

    @ParameterizedTest
    @MethodSource("logs")
    void aLogIsReadLineByLineAndLongLinesAreCut(String log, List<String> expected) throws IOException {
        List<String> lines = new ArrayList<>();

        try (LogLines reader = new LogLines(new StringReader(log))) {
            for (String line = reader.next(); line != null; line = reader.next()) {
                lines.add(line);
            }
        }

        assertThat(lines).isEqualTo(expected);
    }
}
