import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Tells where the time of a check goes. {@code watch FOLDER} notes every two seconds what the processors did, which processes began and
 * what they used, until it is ended; {@code print FOLDER} writes the table from these notes, from {@code steps.tsv} (name, start and
 * end in milliseconds), and from Surefire's reports, which lie below {@code reports/STEP/MODULE}.
 *
 * <p>Idle is the share of all cores that nothing used meanwhile: what only waits is idle, whatever it is that it waits for.
 */
final class CheckTimes {
    private static final int SLOWEST = 30;
    private static final int WAITING = 15;
    private static final int MESSAGE = 200;
    private static final double LEAST_WAIT_SECONDS = 3;
    private static final Pattern SUITE = Pattern.compile("<testsuite [^>]*?>", Pattern.DOTALL);
    private static final Pattern ATTRIBUTE = Pattern.compile("\\b(name|time|tests)=\"([^\"]*)\"");
    private static final Pattern FLAKE = Pattern.compile("<flaky(?:Failure|Error)(?: message=\"([^\"]*)\")?");
    private static final Pattern QUARKUS_STARTED = Pattern.compile("\\bstarted in (\\d+[.]\\d+)s\\b");

    private CheckTimes() {}

    private record Interval(long start, long end) {
        double seconds() {
            return (end - start) / 1e3;
        }
    }

    private record Step(String name, Interval interval) {}

    private record TestClass(String step, String module, String name, int tests, double seconds, Interval interval) {}

    /** A test that failed, and passed when it ran once more. */
    private record Flake(String step, String test, String message) {}

    private record Sample(long at, long idle, long all) {}

    private record Begun(long at, String program) {}

    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 2 || !Set.of("watch", "print").contains(arguments[0])) {
            System.err.println("usage: CheckTimes watch|print FOLDER");
            System.exit(2);
        }
        Path folder = Path.of(arguments[1]);
        if (arguments[0].equals("watch")) {
            watch(folder);
        } else {
            new Table(folder).print();
        }
    }

    // ---- watch

    /** A process that was seen, and the processor time that it had used then. */
    private static final class Seen {
        private final String program;
        private long millis;

        private Seen(String program) {
            this.program = program;
        }
    }

    private static void watch(Path folder) throws IOException, InterruptedException {
        Map<Long, Seen> known = new HashMap<>();
        Map<String, Long> used = new TreeMap<>();
        try (BufferedWriter processors = append(folder.resolve("processors.tsv"));
                BufferedWriter processes = append(folder.resolve("processes.tsv"))) {
            for (long round = 0; ; round++) {
                long now = System.currentTimeMillis();
                write(processors, now + "\t" + processorLine());
                Set<Long> living = new HashSet<>();
                for (ProcessHandle process : ProcessHandle.allProcesses().toList()) {
                    living.add(process.pid());
                    Seen seen = known.get(process.pid());
                    long millis = process.info().totalCpuDuration().map(Duration::toMillis).orElse(0L);
                    if (seen == null || seen.millis > millis) {
                        seen = new Seen(program(process.pid()));
                        known.put(process.pid(), seen);
                        if (round > 0) {
                            write(processes, now + "\t" + seen.program);
                        } else {
                            seen.millis = millis;
                        }
                    }
                    used.merge(seen.program, millis - seen.millis, Long::sum);
                    seen.millis = millis;
                }
                known.keySet().retainAll(living);
                if (round % 10 == 0) {
                    Files.write(folder.resolve("programs.tsv"), used.entrySet().stream().map(one -> one.getKey() + "\t" + one.getValue()).toList());
                }
                Thread.sleep(Duration.ofSeconds(2).toMillis());
            }
        }
    }

    private static void write(BufferedWriter file, String line) throws IOException {
        file.write(line + "\n");
        file.flush();
    }

    private static BufferedWriter append(Path file) throws IOException {
        return Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** Idle and all ticks since the machine started. */
    private static String processorLine() throws IOException {
        String[] fields = Files.readAllLines(Path.of("/proc/stat")).get(0).trim().split("\\s+");
        long all = 0;
        for (int i = 1; i <= 8; i++) {
            all += Long.parseLong(fields[i]);
        }
        return (Long.parseLong(fields[4]) + Long.parseLong(fields[5])) + "\t" + all;
    }

    /** What a process is, from its command line: a jar, a main class, or a program. */
    private static String program(long pid) {
        try {
            String[] command = Files.readString(Path.of("/proc/" + pid + "/cmdline")).split("\0");
            String name = fileName(command[0]);
            if (!name.equals("java")) {
                return name.isBlank() ? "?" : name;
            }
            for (int i = 1; i < command.length; i++) {
                if (command[i].equals("-jar") && i + 1 < command.length) {
                    return "java " + fileName(command[i + 1]).replaceAll("surefirebooter.*", "surefirebooter");
                }
                if (command[i].matches("([a-z_$][\\w$]*[.])+[A-Z]\\w*")) {
                    return "java " + command[i].substring(command[i].lastIndexOf('.') + 1);
                }
            }
            return "java";
        } catch (IOException | UncheckedIOException e) {
            return "?";
        }
    }

    private static String fileName(String path) {
        return path.substring(path.lastIndexOf('/') + 1).split("[: ]")[0];
    }

    // ---- print

    private static final class Table {
        private final Path folder;
        private final List<Step> steps = new ArrayList<>();
        private final List<TestClass> classes = new ArrayList<>();
        private final List<Flake> flakes = new ArrayList<>();
        private final List<Sample> samples = new ArrayList<>();
        private final List<Begun> begun = new ArrayList<>();

        Table(Path folder) throws IOException {
            this.folder = folder;
            for (String[] row : rows("steps.tsv")) {
                steps.add(new Step(row[0], new Interval(Long.parseLong(row[1]), Long.parseLong(row[2]))));
            }
            for (String[] row : rows("processors.tsv")) {
                samples.add(new Sample(Long.parseLong(row[0]), Long.parseLong(row[1]), Long.parseLong(row[2])));
            }
            for (String[] row : rows("processes.tsv")) {
                begun.add(new Begun(Long.parseLong(row[0]), row[1]));
            }
            Path reports = folder.resolve("reports");
            if (Files.isDirectory(reports)) {
                try (Stream<Path> files = Files.walk(reports)) {
                    files.filter(file -> file.getFileName().toString().matches("TEST-.*[.]xml")).forEach(this::read);
                }
            }
        }

        private List<String[]> rows(String file) throws IOException {
            Path path = folder.resolve(file);
            if (!Files.exists(path)) {
                return List.of();
            }
            // the last line may be half written
            return Files.readAllLines(path).stream().map(line -> line.split("\t")).filter(row -> row.length > 1).toList();
        }

        private void read(Path report) {
            try {
                String text = Files.readString(report);
                Matcher suite = SUITE.matcher(text);
                if (!suite.find()) {
                    return;
                }
                Map<String, String> values = new TreeMap<>();
                ATTRIBUTE.matcher(suite.group()).results().forEach(found -> values.put(found.group(1), found.group(2)));
                double seconds = Double.parseDouble(values.get("time"));
                long end = Files.getLastModifiedTime(report).toMillis();
                Path place = folder.resolve("reports").relativize(report.getParent());
                classes.add(
                        new TestClass(
                                place.getName(0).toString(),
                                place.subpath(1, place.getNameCount()).toString(),
                                values.get("name").replaceFirst("^io[.]mltwin[.]", ""),
                                Integer.parseInt(values.get("tests")),
                                seconds,
                                new Interval(end - (long) (seconds * 1e3), end)));
                readFlakes(place.getName(0).toString(), classes.get(classes.size() - 1).name, text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void readFlakes(String step, String type, String text) {
            for (String test : text.split("<testcase ")) {
                Matcher flake = FLAKE.matcher(test);
                Matcher name = ATTRIBUTE.matcher(test);
                if (flake.find() && name.find()) {
                    String message = flake.group(1) == null ? "" : flake.group(1);
                    flakes.add(new Flake(step, type + "." + name.group(2), message.substring(0, Math.min(MESSAGE, message.length()))));
                }
            }
        }

        void print() throws IOException {
            if (!flakes.isEmpty()) {
                section("Failed, and passed when they ran once more: each is a fault of the test or of what it tests", "%s  %s", "test", "(step)");
                flakes.forEach(flake -> row("%s (%s): %s", flake.test, flake.step, flake.message));
            }
            section("Steps", "%9s  %5s  %8s  %7s  %s", "seconds", "idle", "Quarkus", "JVMs", "step");
            for (Step step : steps) {
                row(
                        "%9.0f  %4.0f%%  %8s  %7d  %s",
                        step.interval.seconds(),
                        100 * idle(step.interval),
                        quarkusStarts(step.name),
                        begun(step.interval, program -> program.startsWith("java")),
                        step.name);
            }
            if (!steps.isEmpty()) {
                Interval whole = new Interval(steps.get(0).interval.start, steps.get(steps.size() - 1).interval.end);
                row("%9.0f  %4.0f%%  %8s  %7s  %s", whole.seconds(), 100 * idle(whole), "", "", "all, of " + Instant.ofEpochMilli(whole.start));
            }
            printModules();
            section("The slowest " + SLOWEST + " classes", "%9s  %5s  %5s  %s", "seconds", "idle", "tests", "class");
            classes.stream().sorted(Comparator.comparingDouble(TestClass::seconds).reversed()).limit(SLOWEST).forEach(this::printClass);
            section("Classes that waited most: seconds in which no core worked", "%9s  %5s  %5s  %s", "seconds", "idle", "tests", "class");
            classes.stream()
                    .filter(one -> waited(one) >= LEAST_WAIT_SECONDS)
                    .sorted(Comparator.comparingDouble(this::waited).reversed())
                    .limit(WAITING)
                    .forEach(this::printClass);
            printPrograms();
        }

        private void printModules() {
            section("Modules", "%9s  %9s  %7s  %s", "seconds", "classes", "tests", "step, module: seconds are those of its classes together");
            Map<String, List<TestClass>> modules = new TreeMap<>();
            for (TestClass one : classes) {
                modules.computeIfAbsent(one.step + ", " + one.module, key -> new ArrayList<>()).add(one);
            }
            modules.entrySet().stream()
                    .sorted(Comparator.comparingDouble((Map.Entry<String, List<TestClass>> module) -> seconds(module.getValue())).reversed())
                    .forEach(
                            module ->
                                    row(
                                            "%9.0f  %9d  %7d  %s",
                                            seconds(module.getValue()),
                                            module.getValue().size(),
                                            module.getValue().stream().mapToInt(TestClass::tests).sum(),
                                            module.getKey()));
        }

        private void printClass(TestClass one) {
            row("%9.1f  %4.0f%%  %5d  %s (%s)", one.seconds, 100 * idle(one.interval), one.tests, one.name, one.step);
        }

        private void printPrograms() throws IOException {
            section("Programs, of what was seen once a second", "%9s  %15s  %s", "starts", "processor s", "program");
            Map<String, Long> starts = new TreeMap<>();
            begun.forEach(one -> starts.merge(one.program, 1L, Long::sum));
            List<String[]> programs = new ArrayList<>(rows("programs.tsv"));
            programs.sort(Comparator.comparingLong((String[] row) -> Long.parseLong(row[1])).reversed());
            programs.stream()
                    .limit(SLOWEST)
                    .forEach(one -> row("%9d  %15.0f  %s", starts.getOrDefault(one[0], 0L), Long.parseLong(one[1]) / 1e3, one[0]));
        }

        private static double seconds(List<TestClass> of) {
            return of.stream().mapToDouble(TestClass::seconds).sum();
        }

        private double waited(TestClass one) {
            return one.seconds * idle(one.interval);
        }

        private double idle(Interval interval) {
            Sample first = null;
            Sample last = null;
            for (Sample sample : samples) {
                if (sample.at <= interval.start || first == null) {
                    first = sample;
                }
                last = sample;
                if (sample.at >= interval.end) {
                    break;
                }
            }
            return first == null || last.all == first.all ? 0 : (double) (last.idle - first.idle) / (last.all - first.all);
        }

        private long begun(Interval interval, Predicate<String> program) {
            return begun.stream()
                    .filter(one -> one.at >= interval.start && one.at <= interval.end && program.test(one.program))
                    .count();
        }

        private String quarkusStarts(String step) throws IOException {
            Path log = folder.resolve(step + ".log");
            if (!Files.exists(log)) {
                return "";
            }
            try (Stream<String> lines = Files.lines(log)) {
                return String.valueOf(lines.filter(line -> QUARKUS_STARTED.matcher(line).find()).count());
            }
        }

        private static void section(String title, String format, Object... heads) {
            System.out.println();
            System.out.println(title);
            row(format, heads);
        }

        private static void row(String format, Object... values) {
            System.out.println(String.format(Locale.ROOT, format, values));
        }
    }
}
