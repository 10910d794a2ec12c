package io.mltwin.container;

import io.mltwin.container.ContainerException.Kind;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One life of a container: a process and its two streams. Used by one thread at a time, but {@link
 * #kill} by any.
 */
final class ContainerProcess {

    private static final List<String> INHERITED = List.of("PATH", "HOME", "LANG", "TMPDIR");
    private static final int MAX_MESSAGE = 4000;

    private final Process process;
    private final OutputStream out;
    private final BlockingQueue<Frame> frames = new LinkedBlockingQueue<>();
    private long lastId;

    private ContainerProcess(Process process) {
        this.process = process;
        this.out = new BufferedOutputStream(process.getOutputStream());
    }

    static ContainerProcess launch(ContainerSpec spec, Consumer<String> log)
            throws ContainerException {
        ProcessBuilder builder =
                new ProcessBuilder(spec.command()).directory(spec.folder().toFile());
        Map<String, String> environment = builder.environment();
        environment.keySet().retainAll(INHERITED);
        environment.putIfAbsent("LANG", "C.UTF-8");
        environment.putAll(spec.environment());
        try {
            ContainerProcess container = new ContainerProcess(builder.start());
            container.daemon("frames", container::readFrames);
            container.daemon("log", () -> container.copyLog(log));
            return container;
        } catch (IOException e) {
            throw new ContainerException(
                    Kind.START_FAILED, "the container did not start: " + e.getMessage(), e);
        }
    }

    void awaitReady(Duration timeout) throws ContainerException {
        Frame first = next(timeout);
        if (first == null) {
            throw new ContainerException(
                    Kind.START_FAILED,
                    "init() has not returned within " + timeout.toMillis() + " ms");
        }
        if (!first.get("type").equals("ready")) {
            throw new ContainerException(Kind.START_FAILED, message(first));
        }
    }

    ScoringResult run(byte[] body, Duration timeout) throws ContainerException {
        String id = Long.toString(++lastId);
        try {
            new Frame(Map.of("type", "run", "id", id), body).writeTo(out);
        } catch (IOException e) {
            throw new ContainerException(
                    Kind.CRASHED, "the container does not take requests: " + e.getMessage(), e);
        }
        Frame answer = next(timeout);
        if (answer == null) {
            throw new ContainerException(
                    Kind.TIMED_OUT, "Scoring timeout after " + timeout.toMillis() + " ms");
        }
        Duration runTime = Duration.ofNanos(1000 * micros(answer));
        if (answer.get("type").equals("result") && answer.get("id").equals(id)) {
            return new ScoringResult(answer.get("contentType"), answer.body(), runTime);
        }
        if (answer.get("type").equals("error") && answer.get("id").equals(id)) {
            throw new ContainerException(Kind.RUN_FAILED, message(answer));
        }
        throw new ContainerException(Kind.CRASHED, message(answer));
    }

    /** Runs on a thread of its own once the process has ended, however. */
    void onExit(Runnable action) {
        process.onExit().thenRun(() -> daemon("revive", action));
    }

    boolean isAlive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    /** With its children, and waits for the end, so that no answer can come later. */
    void kill() {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
        process.onExit().join();
    }

    private static String message(Frame answer) {
        String message = answer.get("message");
        return message.length() > MAX_MESSAGE ? message.substring(0, MAX_MESSAGE) : message;
    }

    private static long micros(Frame answer) {
        String micros = answer.get("micros");
        return micros.matches("\\d{1,15}") ? Long.parseLong(micros) : 0;
    }

    private Frame next(Duration timeout) throws ContainerException {
        try {
            return frames.poll(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ContainerException(
                    Kind.CRASHED, "interrupted while waiting for the container", e);
        }
    }

    private void readFrames() {
        String end = "the container has ended";
        try (InputStream in = new BufferedInputStream(process.getInputStream())) {
            for (Frame frame = answer(in); frame != null; frame = answer(in)) {
                if (!frames.isEmpty()) {
                    throw new IOException("it answers what nobody asked");
                }
                frames.add(frame);
            }
        } catch (IOException | IllegalArgumentException e) {
            end = "the container broke the protocol: " + e.getMessage();
            process.destroyForcibly();
        }
        frames.add(
                Frame.of(
                        Map.of(
                                "type",
                                "ended",
                                "message",
                                end + " (exit code " + exitCode() + ")")));
    }

    private static Frame answer(InputStream in) throws IOException {
        return Frame.readFrom(in, Frame.MAX_ANSWER);
    }

    private int exitCode() {
        return process.onExit().join().exitValue();
    }

    private void copyLog(Consumer<String> log) {
        try (LogLines lines =
                new LogLines(
                        new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.next(); line != null; line = lines.next()) {
                log.accept(line);
            }
        } catch (IOException e) {
            log.accept("the log of the container ended: " + e.getMessage());
        }
    }

    private void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, "container-" + process.pid() + "-" + name);
        thread.setDaemon(true);
        thread.start();
    }
}
