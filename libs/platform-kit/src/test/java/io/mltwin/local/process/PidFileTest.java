package io.mltwin.local.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PidFileTest {
    @TempDir
    private Path root;

    private Process sleeper;
    private Path file;

    @BeforeEach
    void start() throws IOException {
        sleeper = new ProcessBuilder("sleep", "61.25").start();
        file = root.resolve("part.pid");
        PidFile.write(file, sleeper.pid(), "61.25");
    }

    @AfterEach
    void end() {
        sleeper.destroyForcibly();
    }

    @Test
    void aRunningProcessIsKnownAgain() {
        PidFile read = PidFile.read(file).orElseThrow();
        assertEquals(sleeper.pid(), read.pid());
        assertTrue(read.alive());
    }

    @Test
    void anotherProcessWithTheSamePidIsNotTakenForIt() {
        PidFile known = PidFile.read(file).orElseThrow();
        assertFalse(new PidFile(known.pid(), known.startTicks() + 1, known.bootId(), known.marker()).alive());
        assertFalse(new PidFile(known.pid(), known.startTicks(), "another boot", known.marker()).alive());
        assertFalse(new PidFile(known.pid(), known.startTicks(), known.bootId(), "another argument").alive());
    }

    @Test
    void anEndedProcessIsNotAlive() throws Exception {
        Signals.stop(sleeper.pid(), "TERM", Duration.ofSeconds(5));
        assertFalse(PidFile.read(file).orElseThrow().alive());
    }

    @Test
    void processThatIgnoresTheSignalIsKilledWithItsChildren() throws Exception {
        Process stubborn = new ProcessBuilder("/bin/sh", "-c", "trap '' TERM; sleep 62.5 & wait; wait").start();
        List<Long> family = List.of();
        while (family.size() < 2) {
            family = ProcessTable.family(stubborn.pid());
        }
        Signals.stop(stubborn.pid(), "TERM", Duration.ofMillis(200));
        assertTrue(family.stream().noneMatch(ProcessTable::alive));
    }

    @Test
    void aBrokenFileIsNoProcess() throws IOException {
        Files.writeString(file, "no pid\n");
        assertEquals(Optional.empty(), PidFile.read(file));
        assertEquals(Optional.empty(), PidFile.read(root.resolve("none.pid")));
    }
}
