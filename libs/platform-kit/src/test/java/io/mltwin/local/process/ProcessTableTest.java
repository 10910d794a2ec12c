package io.mltwin.local.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ProcessTableTest {
    @Test
    void aPageThatProcessesShareIsCountedInPartForEach() throws Exception {
        // this JVM's twin maps the same libraries and class-data archive
        Process twin = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-Xmx16m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ProcessTableTest.class.getName())
                .start();
        try {
            assertEquals('.', twin.getInputStream().read());
            long counted = ProcessTable.residentKilobytes(twin.pid());
            long mapped = value(Path.of("/proc/" + twin.pid() + "/smaps_rollup"), "Rss:");
            assertTrue(counted > mapped / 10, counted + " of " + mapped);
            assertTrue(counted < mapped, counted + " of " + mapped);
        } finally {
            twin.destroyForcibly().waitFor();
        }
        assertEquals(0, ProcessTable.residentKilobytes(twin.pid()));
    }

    private static long value(Path file, String name) throws Exception {
        return Files.readAllLines(file).stream()
                .filter(line -> line.startsWith(name))
                .map(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }

    /** A process that says it runs and waits to be ended. */
    public static void main(String[] arguments) throws Exception {
        System.out.print('.');
        System.out.flush();
        Thread.sleep(60_000);
    }
}
