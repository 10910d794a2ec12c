package io.mltwin.local.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The lines of a log that tell why its process ended. */
public final class LogTail {
    private static final int WINDOW = 64 * 1024;
    private static final int LINES = 6;
    private static final int WIDTH = 400;
    private static final Pattern STACK_FRAME = Pattern.compile("^\\s*(at |\\.\\.\\. \\d+ more).*");
    private static final Pattern TELLING = Pattern.compile(
            ".*(ERROR|FATAL|PANIC|Caused by|Exception|OutOfMemory|No space left|[Ee]rror:|could not).*");

    /** Levels of the services' logs, and of PostgreSQL's and Kafka's. */
    private static final Pattern WARNING = Pattern.compile(".*\\b(WARN|WARNING|ERROR|FATAL|PANIC|SEVERE)\\b.*");

    private LogTail() {}

    /**
     * The last telling lines of what was written after the given offset; the last lines at all if
     * none is telling.
     */
    public static List<String> causes(Path log, long offset) {
        List<String> lines = lines(log, offset).toList();
        List<String> telling = lines.stream()
                .filter(line -> TELLING.matcher(line).matches())
                .distinct()
                .toList();
        return last(telling.isEmpty() ? lines : telling);
    }

    /**
     * The last warnings and errors of a whole log, each with the causes that follow it; empty where
     * there are none.
     */
    public static List<String> warnings(Path log) {
        return last(lines(log, 0)
                .filter(line -> WARNING.matcher(line).matches() || line.startsWith("Caused by"))
                .distinct()
                .toList());
    }

    private static Stream<String> lines(Path log, long offset) {
        return read(log, offset)
                .lines()
                .filter(line -> !line.isBlank() && !STACK_FRAME.matcher(line).matches())
                .map(line -> line.length() > WIDTH ? line.substring(0, WIDTH) + "…" : line);
    }

    private static List<String> last(List<String> lines) {
        return lines.subList(Math.max(0, lines.size() - LINES), lines.size());
    }

    private static String read(Path log, long offset) {
        try (SeekableByteChannel channel = Files.newByteChannel(log)) {
            long start = Math.max(offset, channel.size() - WINDOW);
            if (start >= channel.size()) {
                return "";
            }
            ByteBuffer bytes = ByteBuffer.allocate((int) (channel.size() - start));
            channel.position(start);
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
                // the whole window
            }
            return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "(the log cannot be read: " + e.getMessage() + ")";
        }
    }
}
