package io.mltwin.local.process;

import io.mltwin.local.layout.DataFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * One part with its process: started, awaited, watched, stopped. A start is waited for as long as
 * its process lives, since a machine may be slow; what never answers is given up after the
 * patience.
 */
final class RunningPart {
    private static final Duration TOLD_EACH = Duration.ofSeconds(15);
    private static final Duration GRACE = Duration.ofSeconds(15);

    private final Part part;
    private final DataFolder folder;
    private final Duration patience;
    private Process process;
    private long logStart;
    private volatile long startedNanos;
    private volatile boolean stopping;

    /**
     * @param patience how long its process may live without an answer
     */
    RunningPart(Part part, DataFolder folder, Duration patience) {
        this.part = part;
        this.folder = folder;
        this.patience = patience;
    }

    Part part() {
        return part;
    }

    /** Starts the process; its end is told to the listener, whatever the reason. */
    synchronized void start(Consumer<RunningPart> whenEnded) throws IOException, InterruptedException {
        if (stopping) {
            throw new IOException("the platform is being stopped");
        }
        part.prepare();
        Path log = folder.log(part.name());
        logStart = Files.exists(log) ? Files.size(log) : 0;
        ProcessBuilder command = part.command();
        command.redirectErrorStream(true);
        command.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        command.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        Process started = command.start();
        startedNanos = System.nanoTime();
        process = started;
        // A command that execs into the part (setpriv, unshare) shows the part's own arguments a
        // moment later.
        PidFile.write(folder.pid(part.name()), started.pid(), part.marker());
        started.onExit().thenRun(() -> whenEnded.accept(this));
    }

    /**
     * Returns once the part answers.
     *
     * @param waits is told every few seconds that the part goes on starting
     */
    void awaitReady(Progress waits) throws IOException, InterruptedException {
        Duration told = Duration.ZERO;
        while (!part.answers()) {
            Duration age = age();
            if (stopping) {
                throw new IOException("the platform is being stopped");
            }
            if (!process.isAlive()) {
                throw failure("it ended with exit value " + process.exitValue() + ".");
            }
            if (age.compareTo(patience) > 0) {
                throw failure("its process runs, but gave no answer within "
                        + patience.toSeconds()
                        + " s. See what it waits for in its log, and start again.");
            }
            if (age.minus(told).compareTo(TOLD_EACH) >= 0) {
                told = age;
                waits.say(part.name()
                        + " does not answer yet and goes on starting, "
                        + age.toSeconds()
                        + " s; its log: "
                        + folder.log(part.name()));
            }
            Thread.sleep(60);
        }
    }

    PartException failure(String reason) {
        Path log = folder.log(part.name());
        List<String> causes = LogTail.causes(log, logStart);
        return new PartException(part.name(), reason, causes, part.advice(causes), log);
    }

    boolean alive() {
        return process.isAlive();
    }

    /** Returns how long ago the process was started. */
    Duration age() {
        return Duration.ofNanos(System.nanoTime() - startedNanos);
    }

    int exitValue() {
        return process.exitValue();
    }

    synchronized void stop() throws IOException, InterruptedException {
        stopping = true;
        if (process != null && process.isAlive()) {
            Signals.stop(process.pid(), part.stopSignal(), GRACE);
        }
        Files.deleteIfExists(folder.pid(part.name()));
    }
}
