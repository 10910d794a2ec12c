package io.mltwin.e2e.platform;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What services have logged as errors, shown before the logs go with the platform: a test sees only
 * an answer with status 500, the cause stands in the log.
 */
final class LoggedErrors {
    private static final int LINES_OF_ONE = 25;
    private static final int MOST_LINES = 400;

    private LoggedErrors() {}

    /** Each error of each log with the lines that follow it, until there are too many. */
    static void print(Path logs, PrintStream out) {
        try (Stream<Path> files = Files.list(logs)) {
            int left = MOST_LINES;
            for (Path log : files.sorted().toList()) {
                left = print(log, left, out);
            }
        } catch (IOException e) {
            out.println("The logs in " + logs + " cannot be read: " + e);
        } catch (UncheckedIOException e) {
            out.println("The logs in " + logs + " cannot be read: " + e.getCause());
        }
    }

    private static int print(Path log, int most, PrintStream out) throws IOException {
        List<String> lines = Files.readAllLines(log, StandardCharsets.ISO_8859_1);
        int left = most;
        int shownUntil = 0;
        for (int i = 0; i < lines.size() && left > 0; i++) {
            if (lines.get(i).contains(" ERROR ")) {
                shownUntil = i + LINES_OF_ONE;
            }
            if (i < shownUntil) {
                out.println(log.getFileName() + ": " + lines.get(i));
                left--;
            }
        }
        return left;
    }
}
