package io.mltwin.local.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTailTest {
    @TempDir
    private Path root;

    @Test
    void tellingLinesWithoutStackFramesAndWithoutEarlierStarts() throws IOException {
        String earlier = "ERROR of the start before\n";
        Path log = Files.writeString(
                root.resolve("x.log"),
                earlier + "INFO hello\nERROR it broke\n\tat some.Frame(X.java:1)\nCaused by: no room\nINFO bye\n");
        assertEquals(List.of("ERROR it broke", "Caused by: no room"), LogTail.causes(log, earlier.length()));
    }

    @Test
    void warningsAndErrorsWithTheirCausesAndNothingElse() throws IOException {
        // Given
        Path log = Files.writeString(
                root.resolve("x.log"),
                "2026-12-01 06:00:00.000 INFO  [io.m] WARNINGS are off\n"
                        + "2026-12-01 06:00:01.000 WARN  [io.m] Node n1 is lost\n"
                        + "2026-12-01 06:00:02.000 ERROR [io.m] it broke\n"
                        + "\tat some.Frame(X.java:1)\nCaused by: no room\n"
                        + "2026-12-01 06:00:03.000 INFO  [io.m] an Exception of a test\n");

        // When
        List<String> warnings = LogTail.warnings(log);

        // Then
        assertEquals(
                List.of(
                        "2026-12-01 06:00:01.000 WARN  [io.m] Node n1 is lost",
                        "2026-12-01 06:00:02.000 ERROR [io.m] it broke",
                        "Caused by: no room"),
                warnings);
    }

    @Test
    void theLastLinesWhereNoneIsTelling() throws IOException {
        Path log = Files.writeString(root.resolve("x.log"), "one\ntwo\n");
        assertEquals(List.of("one", "two"), LogTail.causes(log, 0));
    }
}
