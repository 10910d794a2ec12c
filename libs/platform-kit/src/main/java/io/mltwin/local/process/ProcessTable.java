package io.mltwin.local.process;

import io.mltwin.local.layout.BoundedContent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Reads what Linux tells of its processes under /proc. */
public final class ProcessTable {
    private static final Path PROC = Path.of("/proc");
    private static final int STATE = 0;
    private static final int PARENT = 1;
    private static final int START_TICKS = 19;

    private ProcessTable() {}

    /**
     * When the process started, in clock ticks since the boot; empty if there is no such process or
     * it has ended.
     */
    public static OptionalLong startTicks(long pid) {
        Optional<String[]> fields = stat(pid);
        if (fields.isEmpty() || fields.get()[STATE].matches("[ZX]")) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(Long.parseLong(fields.get()[START_TICKS]));
    }

    public static boolean alive(long pid) {
        return startTicks(pid).isPresent();
    }

    /** Names this boot of the machine: pids and ticks mean nothing beyond it. */
    public static String bootId() {
        return read(PROC.resolve("sys/kernel/random/boot_id"))
                .map(String::strip)
                .orElse("unknown");
    }

    /**
     * The arguments the process was started with; empty for a process that is gone or not ours to
     * look at.
     */
    public static List<String> arguments(long pid) {
        return read(PROC.resolve(pid + "/cmdline"))
                .map(line -> List.of(line.split("\0")))
                .orElse(List.of());
    }

    /** Returns the pids of all processes that have exactly this argument. */
    public static List<Long> withArgument(String argument) {
        return pids().stream()
                .filter(pid -> arguments(pid).contains(argument))
                .filter(ProcessTable::alive)
                .toList();
    }

    /** Returns the process itself and everything it started, as far as that is still below it. */
    public static List<Long> family(long pid) {
        List<Long> family = new java.util.ArrayList<>(List.of(pid));
        List<Long> all = pids();
        for (int i = 0; i < family.size(); i++) {
            long parent = family.get(i);
            all.stream().filter(child -> parentOf(child) == parent).forEach(family::add);
        }
        return family;
    }

    /**
     * Resident memory of one process in KB, 0 if it is gone: of a page that processes share its
     * part, so that the sum of all counts it once. Of a process whose maps are not ours to look at,
     * all it has, as if it shared nothing.
     */
    public static long residentKilobytes(long pid) {
        return line(PROC.resolve(pid + "/smaps_rollup"), "Pss:")
                .or(() -> line(PROC.resolve(pid + "/status"), "VmRSS:"))
                .map(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .orElse(0L);
    }

    private static Optional<String> line(Path file, String name) {
        return read(file)
                .flatMap(text ->
                        text.lines().filter(line -> line.startsWith(name)).findFirst());
    }

    private static long parentOf(long pid) {
        return stat(pid).map(fields -> Long.parseLong(fields[PARENT])).orElse(-1L);
    }

    /** The fields after the command's name, which may itself hold blanks and brackets. */
    private static Optional<String[]> stat(long pid) {
        return read(PROC.resolve(pid + "/stat"))
                .map(line -> line.substring(line.lastIndexOf(')') + 2).split(" "));
    }

    private static List<Long> pids() {
        try (Stream<Path> entries = Files.list(PROC)) {
            return entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> name.matches("\\d+"))
                    .map(Long::valueOf)
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException("/proc cannot be read: mltwin's launcher needs Linux.", e);
        }
    }

    private static Optional<String> read(Path file) {
        try {
            String text = new String(BoundedContent.bytes(file), StandardCharsets.ISO_8859_1);
            return text.isEmpty() ? Optional.empty() : Optional.of(text);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            // A process that ends while its files are read answers ESRCH; one of another user,
            // EACCES.
            return Optional.empty();
        }
    }
}
