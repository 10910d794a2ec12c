import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Processor time of the platform's parts, in nanoseconds: what other processes take does not count.
 *
 * @param run folder of process ids
 */
record ProcessorTime(Path run) {
    private static final long TICK = 10_000_000L;

    /** That a part has used. */
    long of(String part) throws IOException {
        return ticks(Path.of("/proc", pid(part))) * TICK;
    }

    /** Of that what the just-in-time compilers took, which ends when all is compiled. */
    long compilersOf(String part) throws IOException {
        long ticks = 0;
        try (Stream<Path> threads = Files.list(Path.of("/proc", pid(part), "task"))) {
            for (Path thread : threads.toList()) {
                if (name(thread).matches("C[12] CompilerThre\\s*")) {
                    ticks += ticks(thread);
                }
            }
        }
        return ticks * TICK;
    }

    /** Of all parts of the platform, with the server processes of PostgreSQL, also those that have ended. */
    long ofAll() throws IOException {
        Set<Long> all = new HashSet<>();
        for (Path file : pidFiles()) {
            long pid = pid(file);
            all.add(pid);
            ProcessHandle.of(pid).stream()
                    .flatMap(ProcessHandle::descendants)
                    .forEach(child -> all.add(child.pid()));
        }
        long ticks = 0;
        for (long pid : all) {
            Path process = Path.of("/proc", Long.toString(pid));
            ticks += ticks(process) + ticksOfEndedChildren(process);
        }
        return ticks * TICK;
    }

    /** Of a process and what it has started, also what has ended. */
    static long ofTree(long pid) {
        long ticks = ticksWithEnded(pid);
        for (ProcessHandle child : ProcessHandle.of(pid).stream().flatMap(ProcessHandle::descendants).toList()) {
            ticks += ticksWithEnded(child.pid());
        }
        return ticks * TICK;
    }

    private static long ticksWithEnded(long pid) {
        Path process = Path.of("/proc", Long.toString(pid));
        return ticks(process) + ticksOfEndedChildren(process);
    }

    static long ofGenerator() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos();
    }

    /** Resident memory of a part in MB. */
    long resident(String part) throws IOException {
        return residentKilobytes(part) / 1024;
    }

    long residentKilobytes(String part) throws IOException {
        Matcher matcher =
                Pattern.compile("VmRSS:\\s+(\\d+)").matcher(Files.readString(Path.of("/proc", pid(part), "status")));
        if (!matcher.find()) {
            throw new IOException("no resident memory is told of " + part);
        }
        return Long.parseLong(matcher.group(1));
    }

    String pid(String part) throws IOException {
        return Long.toString(pid(run.resolve(part + ".pid")));
    }

    private List<Path> pidFiles() throws IOException {
        try (Stream<Path> files = Files.list(run)) {
            return files.filter(path -> path.toString().endsWith(".pid")).toList();
        }
    }

    private static long pid(Path file) throws IOException {
        return Long.parseLong(Files.readString(file).split("\\s")[0]);
    }

    private static String name(Path thread) {
        try {
            return Files.readString(thread.resolve("comm"));
        } catch (IOException ended) {
            return "";
        }
    }

    private static long ticks(Path process) {
        return fields(process, 11);
    }

    private static long ticksOfEndedChildren(Path process) {
        return fields(process, 13);
    }

    /** The sum of a user and a system time of /proc/PID/stat. */
    private static long fields(Path process, int first) {
        try {
            String stat = Files.readString(process.resolve("stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return Long.parseLong(fields[first]) + Long.parseLong(fields[first + 1]);
        } catch (IOException ended) {
            return 0;
        }
    }
}
