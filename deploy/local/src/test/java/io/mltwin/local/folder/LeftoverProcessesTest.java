package io.mltwin.local.folder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mltwin.local.layout.DataFolder;
import io.mltwin.local.process.Part;
import io.mltwin.local.process.PidFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parts are processes that only wait, each with an argument of its own. */
class LeftoverProcessesTest {
    @TempDir
    private Path root;

    private final List<Process> processes = new ArrayList<>();
    private final List<String> told = Collections.synchronizedList(new ArrayList<>());
    private DataFolder folder;
    private LeftoverProcesses leftovers;

    @BeforeEach
    void create() throws IOException {
        folder = new DataFolder(root);
        folder.create();
        leftovers = new LeftoverProcesses(folder, told::add);
    }

    @AfterEach
    void end() {
        processes.forEach(Process::destroyForcibly);
    }

    private Process sleeper(String argument) throws IOException {
        Process process = new ProcessBuilder("/bin/sh", "-c", "read line", argument).start();
        processes.add(process);
        return process;
    }

    @Test
    void allPartsAreEndedThoseOfAHigherTierFirst() throws Exception {
        // Given
        Sleeper database = new Sleeper("database", 0, root + "/database");
        Sleeper one = new Sleeper("one", 1, root + "/one");
        Sleeper two = new Sleeper("two", 1, root + "/two");
        for (Sleeper part : List.of(database, one, two)) {
            Process process = sleeper(part.marker());
            PidFile.write(folder.pid(part.name()), process.pid(), part.marker());
        }
        Files.delete(folder.pid("one"));

        // When
        leftovers.end(List.of(database, one, two));

        // Then
        for (Process process : processes) {
            assertTrue(process.waitFor(1, TimeUnit.MINUTES));
        }
        assertEquals(3, told.size());
        assertTrue(told.get(2).startsWith("ending database (pid "), told.toString());
        assertFalse(Files.exists(folder.pid("database")));
    }

    @Test
    void aNodeOfAnotherPlatformThatWasGivenThePidIsLeftAlone() throws Exception {
        // Given
        Process mine = node("n1", sleeper("-Dmltwin.node=n1"));
        Process others = node("n2", sleeper("-Dmltwin.node=of-another-platform"));

        // When
        leftovers.endComputeNodes();

        // Then
        assertTrue(mine.waitFor(1, TimeUnit.MINUTES));
        assertTrue(others.isAlive());
        assertEquals(List.of("ending compute node n1 (pid " + mine.pid() + ")"), told);
    }

    private Process node(String name, Process process) throws IOException {
        Path home = Files.createDirectories(
                folder.dataOf("compute").resolve("nodes").resolve(name));
        Files.writeString(home.resolve("pid"), process.pid() + "\n");
        return process;
    }

    private record Sleeper(String name, int tier, String marker) implements Part {
        @Override
        public int port() {
            return 1;
        }

        @Override
        public void prepare() {}

        @Override
        public ProcessBuilder command() {
            return new ProcessBuilder("sleep", "600");
        }

        @Override
        public boolean answers() {
            return true;
        }
    }
}
