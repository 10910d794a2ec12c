package io.mltwin.node;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;

/**
 * {@code logs/azureml/70_driver_log.txt}: the node's steps and what the script prints, in one file
 * that both append to, so that a process the script leaves behind cannot hold up the run.
 */
final class DriverLog {

    private static final int TAIL_BYTES = 4096;
    private static final int TAIL_LINES = 20;

    private final Path file;
    private final Clock clock;

    DriverLog(Path file, Clock clock) {
        this.file = file;
        this.clock = clock;
    }

    void line(String text) {
        String line = "[" + clock.instant().truncatedTo(ChronoUnit.MILLIS) + "] " + text + "\n";
        try {
            Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long size() throws IOException {
        return Files.exists(file) ? Files.size(file) : 0;
    }

    /** The last lines, for the error of a failed run. */
    String tail() throws IOException {
        byte[] bytes;
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            in.seek(Math.max(0, in.length() - TAIL_BYTES));
            bytes = new byte[(int) Math.min(TAIL_BYTES, in.length() - in.getFilePointer())];
            in.readFully(bytes);
        }
        String[] lines = new String(bytes, StandardCharsets.UTF_8).split("\n");
        int first = Math.max(0, lines.length - TAIL_LINES);
        return String.join("\n", Arrays.copyOfRange(lines, first, lines.length));
    }
}
