package io.mltwin.node.run;

import io.mltwin.node.calls.ComputeServiceClient;
import io.mltwin.node.calls.NodeHttp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;

/**
 * Tells compute-service how much of the node's processors a run uses: each minute, and at the end
 * of its script.
 */
public final class RunUtilization {

    private final ComputeServiceClient service;
    private final String runId;
    private final Clock clock;
    private volatile CpuMeter meter;

    RunUtilization(ComputeServiceClient service, String runId, Clock clock) {
        this.service = service;
        this.runId = runId;
        this.clock = clock;
    }

    /** The script is about to be started. */
    void begin() {
        meter = CpuMeter.start();
    }

    /** A minute of the script's processor time, when one is over. */
    public void minute() {
        CpuMeter running = meter;
        if (running != null) {
            tell(running.minute());
        }
    }

    /** The script has ended; nothing when it was never started. */
    void end() {
        CpuMeter running = meter;
        if (running != null) {
            tell(running.end());
        }
    }

    /** Tells Azure Monitor the utilization; a point that cannot be told is missing there, and the run goes on. */
    private void tell(OptionalDouble percent) {
        if (percent.isEmpty()) {
            return;
        }
        try {
            service.utilization(runId, percent.getAsDouble());
        } catch (IOException e) {
            System.out.println(clock.instant() + " a reading of the processors is lost: " + NodeHttp.describe(e));
        }
    }

    /**
     * How much of the node's processors its run uses, measured as processor time of the script and all
     * that it started against the time that passed: of processes that live what the system says of
     * each, of those that have ended what it adds up for their parent.
     */
    static final class CpuMeter {

        private static final Path OWN = Path.of("/proc/self/stat");
        // Linux counts in hundredths of a second, whatever its own tick is
        private static final long NANOS_PER_TICK = 10_000_000;
        // fields after the name in parentheses, which may hold blanks: cutime and cstime
        private static final int CHILDREN_USER = 13;
        private static final Duration MINUTE = Duration.ofMinutes(1);
        private static final double ALL = 100;

        private final LongSupplier used;
        private final LongSupplier clock;
        private final int processors;
        private long usedBefore;
        private long timeBefore;
        private boolean ended;

        CpuMeter(LongSupplier used, LongSupplier clock, int processors) {
            this.used = used;
            this.clock = clock;
            this.processors = processors;
            usedBefore = used.getAsLong();
            timeBefore = clock.getAsLong();
        }

        /** Of this process's children, from now on. */
        static CpuMeter start() {
            return new CpuMeter(
                    () -> endedChildren() + livingChildren(),
                    System::nanoTime,
                    Runtime.getRuntime().availableProcessors());
        }

        /** Percent since the reading before, once that is a minute ago. */
        synchronized OptionalDouble minute() {
            return !ended && clock.getAsLong() - timeBefore >= MINUTE.toNanos()
                    ? OptionalDouble.of(read())
                    : OptionalDouble.empty();
        }

        /** Percent since the reading before; the script has ended. */
        synchronized OptionalDouble end() {
            if (ended) {
                return OptionalDouble.empty();
            }
            ended = true;
            return OptionalDouble.of(read());
        }

        private double read() {
            long now = clock.getAsLong();
            long usedNow = used.getAsLong();
            double percent = ALL * (usedNow - usedBefore) / Math.max(1, now - timeBefore) / processors;
            usedBefore = usedNow;
            timeBefore = now;
            // a process that ends between two looks can be missed or seen twice
            return Math.min(ALL, Math.max(0, percent));
        }

        private static long endedChildren() {
            try {
                String stat = Files.readString(OWN);
                String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
                return (Long.parseLong(fields[CHILDREN_USER]) + Long.parseLong(fields[CHILDREN_USER + 1]))
                        * NANOS_PER_TICK;
            } catch (IOException e) {
                // no Linux: what has ended is not seen
                return 0;
            }
        }

        private static long livingChildren() {
            return ProcessHandle.current()
                    .descendants()
                    .map(child -> child.info().totalCpuDuration().orElse(Duration.ZERO))
                    .mapToLong(Duration::toNanos)
                    .sum();
        }
    }
}
