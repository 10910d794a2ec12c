import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;

/**
 * Measures what the platform adds to a run on a node that is warm: from submitting to the script's first command, and from its last
 * command to the end in run history; then how many runs a minute a node does, and the processor time of one. It compares them with the
 * start of {@code java -version} on the same machine in the same run.
 *
 * <p>Arguments: port base, data folder, runs; the owner's secret is read from the input.
 */
public final class RunsLoad {
    private static final String SCRIPT = "echo began $(date +%s%6N); echo finished $(date +%s%6N)";
    private static final String EXPERIMENT = "times";
    private static final int WARM_UP = 3;
    private static final long LOOK_MILLIS = 50;
    private static final int TIMES_OF_JAVA = 4;

    private final Training training;
    private final ProcessorTime time;
    private final int runs;

    private RunsLoad(Training training, ProcessorTime time, int runs) {
        this.training = training;
        this.time = time;
        this.runs = runs;
    }

    public static void main(String[] arguments) throws Exception {
        String secret = new String(System.in.readAllBytes(), StandardCharsets.UTF_8).strip();
        Training training = Training.make(Integer.parseInt(arguments[0]), secret, 1, 1);
        try {
            RunsLoad load =
                    new RunsLoad(
                            training,
                            new ProcessorTime(Path.of(arguments[1], "run")),
                            Integer.parseInt(arguments[2]));
            for (int i = 0; i < WARM_UP; i++) {
                load.one("warm" + i);
            }
            load.times();
            load.rate();
        } finally {
            training.delete();
        }
    }

    /** One run after the other, and a start of Java after each. */
    private void times() throws Exception {
        long[] before = new long[runs];
        long[] after = new long[runs];
        long[] both = new long[runs];
        long[] java = new long[runs];
        for (int i = 0; i < runs; i++) {
            long[] run = one("run" + i);
            before[i] = run[0];
            after[i] = run[1];
            both[i] = run[0] + run[1];
            java[i] = startOfJava();
        }
        System.out.printf("%-40s %9s %9s%n", "one run after the other, " + runs + " runs", "p50 ms", "p99 ms");
        print("submitted to the script's start", before);
        print("the script's end to Completed", after);
        print("the platform's own time, both", both);
        print("java -version", java);
        double factor = (double) percentile(both, 0.5) / percentile(java, 0.5);
        System.out.printf(
                "%-40s %9.1f %9s%n", "in starts of java -version", factor, "(aim " + TIMES_OF_JAVA + ")");
    }

    /** The times of one run before and after its script, in microseconds. */
    private long[] one(String name) throws IOException, InterruptedException {
        long submitted = Training.micros(Instant.now());
        training.submit(name, EXPERIMENT, SCRIPT);
        JsonNode run = training.ended(EXPERIMENT, name, LOOK_MILLIS);
        return new long[] {
            training.printed(name, "began") - submitted, Training.changed(run) - training.printed(name, "finished")
        };
    }

    /** All runs are queued at once. */
    private void rate() throws IOException, InterruptedException {
        long all = time.ofAll();
        long compute = time.of("compute");
        long start = Training.micros(Instant.now());
        for (int i = 0; i < runs; i++) {
            training.submit("queued" + i, EXPERIMENT, SCRIPT);
        }
        long end = 0;
        for (int i = 0; i < runs; i++) {
            end = Math.max(end, Training.changed(training.ended(EXPERIMENT, "queued" + i, 10 * LOOK_MILLIS)));
        }
        all = time.ofAll() - all;
        compute = time.of("compute") - compute;
        System.out.printf("%-40s %9.1f%n", "runs a minute, one node", runs * 60e6 / (end - start));
        System.out.printf("%-40s %9.1f%n", "processor time a run, all parts, ms", all / 1e6 / runs);
        System.out.printf("%-40s %9.1f%n", "of that compute-service", compute / 1e6 / runs);
    }

    private static long startOfJava() throws IOException, InterruptedException {
        long start = System.nanoTime();
        new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-version")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        return (System.nanoTime() - start) / 1000;
    }

    private static void print(String name, long[] micros) {
        System.out.printf(
                "%-40s %9.1f %9.1f%n", name, percentile(micros, 0.5) / 1e3, percentile(micros, 0.99) / 1e3);
    }

    private static long percentile(long[] values, double share) {
        long[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) (share * (sorted.length - 1) + 0.5)];
    }
}
