package io.mltwin.container;

import io.mltwin.container.ContainerException.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Matches the answers of one life of a container with its requests. Safe for many threads; how many
 * requests are under way at once is decided by {@link ContainerClient}.
 */
final class ContainerConnection {

    private static final int MAX_MESSAGE = 4000;
    private static final Frame LATE = Frame.of(Map.of("type", "late"));
    private static final ScheduledThreadPoolExecutor DEADLINES =
            new ScheduledThreadPoolExecutor(1, work -> daemon("container-deadlines", work));

    static {
        DEADLINES.setRemoveOnCancelPolicy(true);
    }

    private final ContainerChannel channel;
    private final CompletableFuture<Frame> started = new CompletableFuture<>();
    private final CompletableFuture<Frame> ended = new CompletableFuture<>();
    private final Map<String, CompletableFuture<Frame>> waiting = new ConcurrentHashMap<>();
    private final AtomicLong lastId = new AtomicLong();

    ContainerConnection(ContainerChannel channel) {
        this.channel = channel;
        daemon("container-frames", this::readFrames).start();
    }

    void awaitReady(Duration timeout) throws ContainerException {
        Frame first;
        try {
            first = started.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new ContainerException(
                    Kind.START_FAILED,
                    "init() has not returned within " + timeout.toMillis() + " ms",
                    e);
        } catch (InterruptedException | ExecutionException e) {
            throw interrupted(e);
        }
        if (!first.get("type").equals("ready")) {
            throw new ContainerException(Kind.START_FAILED, message(first));
        }
    }

    /** Ends the container when it has not answered in time. */
    ScoringResult run(byte[] body, Duration timeout, Duration patience) throws ContainerException {
        String id = Long.toString(lastId.incrementAndGet());
        CompletableFuture<Frame> expected = new CompletableFuture<>();
        waiting.put(id, expected);
        if (ended.isDone()) {
            expected.complete(ended.join());
        }
        ScheduledFuture<?> deadline =
                DEADLINES.schedule(
                        () -> expire(expected), patience.toMillis(), TimeUnit.MILLISECONDS);
        Frame answer;
        try {
            channel.write(new Frame(Map.of("type", "run", "id", id), body));
            answer = expected.get();
        } catch (IOException e) {
            // It has ended, or takes no requests: how it ended says more than that.
            channel.destroy();
            answer = expected.isDone() ? expected.join() : ended.join();
        } catch (InterruptedException | ExecutionException e) {
            throw interrupted(e);
        } finally {
            deadline.cancel(false);
            waiting.remove(id);
        }
        return result(answer, timeout);
    }

    private void expire(CompletableFuture<Frame> expected) {
        if (expected.complete(LATE)) {
            channel.destroy();
        }
    }

    private ScoringResult result(Frame answer, Duration timeout) throws ContainerException {
        switch (answer.get("type")) {
            case "result" -> {
                Duration runTime = Duration.ofNanos(1000 * micros(answer));
                return new ScoringResult(answer.get("contentType"), answer.body(), runTime);
            }
            case "error" -> throw new ContainerException(kind(answer), message(answer));
            case "late" -> {
                kill();
                throw new ContainerException(
                        Kind.TIMED_OUT, "Scoring timeout after " + timeout.toMillis() + " ms");
            }
            default -> throw new ContainerException(Kind.CRASHED, message(answer));
        }
    }

    private static Kind kind(Frame error) {
        return switch (error.get("kind")) {
            case "BAD_INPUT" -> Kind.BAD_INPUT;
            case "TIMED_OUT" -> Kind.TIMED_OUT;
            default -> Kind.RUN_FAILED;
        };
    }

    /** Runs on a thread of its own once the container has ended, however. */
    void onEnd(Runnable action) {
        ended.thenRun(() -> daemon("container-revive", action).start());
    }

    boolean isAlive() {
        return !ended.isDone() && channel.isAlive();
    }

    long pid() {
        return channel.pid();
    }

    /** With its children, and waits for the end, so that no answer can come later. */
    void kill() {
        channel.destroy();
        channel.awaitEnd();
    }

    private void readFrames() {
        String end = "the container has ended";
        try {
            for (Frame frame = channel.read(); frame != null; frame = channel.read()) {
                accept(frame);
            }
        } catch (IOException | IllegalArgumentException e) {
            end = "the container broke the protocol: " + e.getMessage();
        }
        channel.destroy();
        String message = end + " (" + channel.awaitEnd() + ")";
        Frame last = Frame.of(Map.of("type", "ended", "message", message));
        ended.complete(last);
        started.complete(last);
        waiting.values().forEach(answer -> answer.complete(last));
    }

    private void accept(Frame frame) throws IOException {
        CompletableFuture<Frame> expected =
                switch (frame.get("type")) {
                    case "ready", "failed" -> started;
                    case "result", "error" -> waiting.remove(frame.get("id"));
                    default -> null;
                };
        if (expected == null || expected == started && started.isDone()) {
            throw new IOException("it answers what nobody asked");
        }
        expected.complete(frame);
    }

    private static String message(Frame answer) {
        String message = answer.get("message");
        return message.length() > MAX_MESSAGE ? message.substring(0, MAX_MESSAGE) : message;
    }

    private static long micros(Frame answer) {
        String micros = answer.get("micros");
        return micros.matches("\\d{1,15}") ? Long.parseLong(micros) : 0;
    }

    private static ContainerException interrupted(Exception cause) {
        Thread.currentThread().interrupt();
        return new ContainerException(
                Kind.CRASHED, "interrupted while waiting for the container", cause);
    }

    private static Thread daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }
}
