package io.mltwin.eventrelay;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A program whose disk is full and has room again: a JVM of its own whose files cannot grow beyond
 * a limit, until that is lifted. A write that passes the limit is cut short, as on a full disk.
 */
final class FullDisk implements AutoCloseable {

    private final Process process;
    private final BufferedReader out;
    private final Writer in;

    /** Starts {@code main} with files of at most so many kilobytes. */
    FullDisk(int kilobytes, Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.addAll(List.of(
                "bash",
                "-c",
                "ulimit -S -f " + kilobytes + " && exec \"$@\"",
                "bash",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                // its own files would meet the limit too
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        out = process.inputReader(StandardCharsets.UTF_8);
        in = process.outputWriter(StandardCharsets.UTF_8);
    }

    /** Returns the lines that it prints until it prints {@code end}. */
    List<String> linesUntil(String end) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line = out.readLine(); !end.equals(line); line = out.readLine()) {
            if (line == null) {
                throw new IOException("it ended and said " + lines);
            }
            lines.add(line);
        }
        return lines;
    }

    /** The disk has room again; the program reads an empty line. */
    void free() throws IOException, InterruptedException {
        Process prlimit = new ProcessBuilder("prlimit", "--pid", "" + process.pid(), "--fsize=unlimited")
                .inheritIO()
                .start();
        if (prlimit.waitFor() != 0) {
            throw new IOException("prlimit ended with " + prlimit.exitValue());
        }
        in.write("\n");
        in.flush();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
