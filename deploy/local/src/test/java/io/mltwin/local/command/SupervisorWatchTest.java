package io.mltwin.local.command;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mltwin.local.process.Java;
import io.mltwin.local.process.ProcessTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SupervisorWatchTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    private Path folder;

    /** A supervisor that ends when its input does, or when it is killed. */
    static final class Watched {
        public static void main(String[] arguments) throws Exception {
            SupervisorWatch.begin(List.of("touch", arguments[0]));
            System.gc();
            System.out.println("watched");
            System.in.read();
        }
    }

    private Process watched(Path file) throws Exception {
        Process process = new ProcessBuilder(
                        Java.executable().toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Watched.class.getName(),
                        file.toString())
                .redirectErrorStream(true)
                .start();
        assertEquals("watched", process.inputReader().readLine());
        return process;
    }

    @ParameterizedTest(name = "killed: {0}")
    @ValueSource(booleans = {true, false})
    void aSupervisorThatEndedIsClearedUpAfter(boolean killed) throws Exception {
        // Given
        Path file = folder.resolve("cleared");
        Process supervisor = watched(file);
        List<Long> watch = ProcessTable.withArgument("mltwin-watch").stream()
                .filter(pid -> ProcessTable.arguments(pid).contains(file.toString()))
                .toList();
        assertEquals(1, watch.size());
        assertFalse(Files.exists(file));

        // When
        if (killed) {
            supervisor.destroyForcibly();
        } else {
            supervisor.getOutputStream().close();
        }

        // Then
        await().atMost(PATIENCE).until(() -> Files.exists(file));
        await().atMost(PATIENCE).until(() -> !ProcessTable.alive(watch.get(0)));
    }

    @Test
    void aSignalForTheWatchChangesNothing() throws Exception {
        // Given
        Path file = folder.resolve("cleared");
        Process supervisor = watched(file);
        long watch = ProcessTable.withArgument("mltwin-watch").stream()
                .filter(pid -> ProcessTable.arguments(pid).contains(file.toString()))
                .findFirst()
                .orElseThrow();

        // When
        ProcessHandle.of(watch).orElseThrow().destroy();

        // Then
        assertTrue(ProcessTable.alive(watch));
        assertFalse(Files.exists(file));
        supervisor.destroyForcibly();
        await().atMost(PATIENCE).until(() -> Files.exists(file));
    }
}
