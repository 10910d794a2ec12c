package io.mltwin.container;

import io.mltwin.container.ContainerException.Kind;
import io.mltwin.container.ContainerRuntime.ContainerChannel;
import io.mltwin.container.Frame.FrameWriter;
import io.mltwin.container.Scorer.ScoringResult;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/**
 * Matches the answers of one life of a container with its requests. Safe for many threads; how many
 * requests are under way at once is decided by {@link ContainerClient}.
 */
final class ContainerConnection {

    private static final int MAX_MESSAGE = 4000;
    private static final int MAX_DIGITS = 15;
    private static final String OCTETS = "application/octet-stream";
    private static final Pattern STATUS = Pattern.compile("[2-5][0-9]{2}");
    private static final Pattern CONTENT_TYPE = Pattern.compile("[\\w!#$&^.+-]+/[\\w!#$&^.+-]+( *;[\\x20-\\x7e]*)?");

    private final ContainerChannel channel;
    private final CompletableFuture<Frame> started = new CompletableFuture<>();
    private final CompletableFuture<Frame> ended = new CompletableFuture<>();
    private final Map<String, Request> waiting = new ConcurrentHashMap<>();
    private final Deadlines deadlines = new Deadlines(waiting.values());
    private final AtomicLong lastId = new AtomicLong();
    private final FrameWriter requests;

    ContainerConnection(ContainerChannel channel) {
        this.channel = channel;
        this.requests = new FrameWriter(channel);
        daemon("container-frames", this::readFrames).start();
    }

    void awaitReady(Duration timeout) throws ContainerException {
        Frame first;
        try {
            first = started.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new ContainerException(
                    Kind.START_FAILED, "init() has not returned within " + timeout.toMillis() + " ms", e);
        } catch (InterruptedException | ExecutionException e) {
            throw interrupted(e);
        }
        if (!first.get("type").equals("ready")) {
            throw new ContainerException(Kind.START_FAILED, message(first));
        }
    }

    /**
     * Returns the schemas of input and output that the container told when it was ready; empty if
     * it told none.
     */
    byte[] schemas() {
        return started.isDone() ? started.join().body() : new byte[0];
    }

    /** A request that waits for its answer. */
    private final class Request extends CompletableFuture<ScoringResult> implements Deadlines.Waiting {
        private final String id = Long.toString(lastId.incrementAndGet());
        private final Duration timeout;
        private final long deadlineNanos;

        Request(Duration timeout, Duration patience) {
            this.timeout = timeout;
            this.deadlineNanos = System.nanoTime() + patience.toNanos();
        }

        @Override
        public long deadlineNanos() {
            return deadlineNanos;
        }

        /** Ends the container before the request, so that no answer can come later. */
        @Override
        public void expire() {
            if (waiting.remove(id) != null) {
                daemon("container-late", () -> {
                            kill();
                            completeExceptionally(new ContainerException(
                                    Kind.TIMED_OUT, "Scoring timeout after " + timeout.toMillis() + " ms"));
                        })
                        .start();
            }
        }

        void answer(Frame answer) {
            switch (answer.get("type")) {
                case "result" -> {
                    try {
                        complete(scored(answer));
                    } catch (ContainerException noHttp) {
                        completeExceptionally(noHttp);
                    }
                }
                case "error" -> completeExceptionally(new ContainerException(kind(answer), message(answer)));
                default -> completeExceptionally(new ContainerException(Kind.CRASHED, message(answer)));
            }
        }
    }

    /** Ends the container when it has not answered in time. */
    CompletableFuture<ScoringResult> run(InferenceRequest inference, Duration timeout, Duration patience) {
        Request request = new Request(timeout, patience);
        waiting.put(request.id, request);
        deadlines.watch();
        requests.write(inference.frame(request.id));
        if (ended.isDone() && waiting.remove(request.id) != null) {
            request.answer(ended.join());
        }
        return request;
    }

    /** Reads the answer of a script; a status or header that HTTP does not have is the script's fault. */
    private static ScoringResult scored(Frame answer) throws ContainerException {
        String status = answer.header().getOrDefault("status", "200");
        try {
            if (!STATUS.matcher(status).matches()) {
                throw new IllegalArgumentException("it answers the status " + status);
            }
            String contentType = answer.header().getOrDefault("contentType", OCTETS);
            if (!CONTENT_TYPE.matcher(contentType).matches()) {
                throw new IllegalArgumentException("it answers a Content-Type that is none");
            }
            return new ScoringResult(
                    Integer.parseInt(status),
                    HttpHeader.read(answer.get("headers")),
                    contentType,
                    answer.body(),
                    Duration.ofNanos(1000 * micros(answer)));
        } catch (IllegalArgumentException noHttp) {
            throw new ContainerException(Kind.RUN_FAILED, "the script's answer is no HTTP: " + noHttp.getMessage());
        }
    }

    private static Kind kind(Frame error) {
        return switch (error.get("kind")) {
            case "BAD_METHOD" -> Kind.BAD_METHOD;
            case "BAD_TYPE" -> Kind.BAD_TYPE;
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
        requests.end();
        String message = end + " (" + channel.awaitEnd() + ")";
        Frame last = Frame.of(Map.of("type", "ended", "message", message));
        ended.complete(last);
        started.complete(last);
        for (String id : waiting.keySet()) {
            Request unanswered = waiting.remove(id);
            if (unanswered != null) {
                unanswered.answer(last);
            }
        }
    }

    private void accept(Frame frame) throws IOException {
        switch (frame.get("type")) {
            case "ready", "failed" -> {
                if (!started.complete(frame)) {
                    throw unasked();
                }
            }
            case "result", "error" -> {
                Request request = waiting.remove(frame.get("id"));
                if (request == null) {
                    throw unasked();
                }
                request.answer(frame);
            }
            default -> throw unasked();
        }
    }

    private static IOException unasked() {
        return new IOException("it answers what nobody asked");
    }

    private static String message(Frame answer) {
        String message = answer.get("message");
        return message.length() > MAX_MESSAGE ? message.substring(0, MAX_MESSAGE) : message;
    }

    private static long micros(Frame answer) {
        String micros = answer.get("micros");
        if (micros.isEmpty() || micros.length() > MAX_DIGITS) {
            return 0;
        }
        long number = 0;
        for (int i = 0; i < micros.length(); i++) {
            char digit = micros.charAt(i);
            if (digit < '0' || digit > '9') {
                return 0;
            }
            number = number * 10 + digit - '0';
        }
        return number;
    }

    private static ContainerException interrupted(Exception cause) {
        Thread.currentThread().interrupt();
        return new ContainerException(Kind.CRASHED, "interrupted while waiting for the container", cause);
    }

    private static Thread daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }
}
