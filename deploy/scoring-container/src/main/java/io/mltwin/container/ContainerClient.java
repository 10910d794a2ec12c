package io.mltwin.container;

import io.mltwin.container.ContainerException.Kind;
import io.mltwin.container.Scorer.ScoringResult;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * The front of one container of a web service: starts it, hands requests to it in the order they
 * came, to a script one at a time, replaces it after a crash or a time-out. More replicas are more
 * clients. Safe for many threads.
 */
public final class ContainerClient implements AutoCloseable {

    private static final long FIRST_PAUSE_MILLIS = 500;
    private static final long LONGEST_PAUSE_MILLIS = 30_000;

    /** Requests that come while a container starts wait for it here. */
    private static final Executor STARTS = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "container-start");
        thread.setDaemon(true);
        return thread;
    });

    private final ContainerRuntime runtime;
    private final ContainerSpec spec;
    private final Consumer<String> log;
    private final Turns turns;
    private final Object starting = new Object();

    /** The newest one, also while it starts. */
    private volatile ContainerConnection container;

    private volatile ContainerConnection ready;
    private volatile boolean closed;
    private int failedStarts;
    private long retryAtNanos;
    private volatile int starts;

    /** {@code log} gets each line that the script prints. */
    public ContainerClient(ContainerRuntime runtime, ContainerSpec spec, Consumer<String> log) {
        this.runtime = runtime;
        this.spec = spec;
        this.log = log;
        this.turns = new Turns(
                spec.concurrency(),
                spec.queueTimeout(),
                () -> new ContainerException(
                        Kind.BUSY,
                        "no free container within " + spec.queueTimeout().toMillis() + " ms"));
    }

    /**
     * Starts the container and returns when {@code init()} has; without it the first request does
     * so.
     */
    public void start() throws ContainerException {
        running();
    }

    /** Calls {@code run()} with the body, as UTF-8, and waits for what it returns. */
    public ScoringResult run(byte[] body) throws ContainerException {
        return run(InferenceRequest.post(body));
    }

    /** Calls {@code run()} with the request, as {@link #submit} does, and waits for the answer. */
    public ScoringResult run(InferenceRequest request) throws ContainerException {
        try {
            return submit(request).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ContainerException(Kind.CRASHED, "interrupted while waiting for the container", e);
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        }
    }

    /**
     * Calls {@code run()} with the request; a script in Java and a model see its body alone. No
     * thread waits for it; what follows runs on the thread that reads the container's answers, and
     * must not hold it up.
     *
     * @return fails with a {@link ContainerException}, alone or as the cause
     */
    public CompletableFuture<ScoringResult> submit(InferenceRequest request) {
        return turns.take(() -> inTurn(request));
    }

    /** Returns what a request failed with. */
    public static ContainerException failure(Throwable thrown) {
        Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
        return cause instanceof ContainerException known
                ? known
                : new ContainerException(Kind.CRASHED, "the container cannot be used", cause);
    }

    private CompletableFuture<ScoringResult> inTurn(InferenceRequest request) {
        ContainerConnection current = ready;
        if (current != null && current.isAlive() && !closed) {
            return current.run(request, spec.requestTimeout(), spec.patience());
        }
        return CompletableFuture.supplyAsync(this::runningUnchecked, STARTS)
                .thenCompose(started -> started.run(request, spec.requestTimeout(), spec.patience()));
    }

    private ContainerConnection runningUnchecked() {
        try {
            return running();
        } catch (ContainerException e) {
            throw new CompletionException(e);
        }
    }

    /**
     * Returns what the script says of its input and output: a JSON object with {@code input},
     * {@code output} and the OpenAPI documents that lie with the script by their versions. Empty
     * before the first start, and for a script in Java or a model.
     */
    public byte[] schemas() {
        ContainerConnection current = ready;
        return current == null ? new byte[0] : current.schemas();
    }

    /** True while the process lives and {@code init()} has succeeded. */
    public boolean isHealthy() {
        ContainerConnection current = ready;
        return !closed && current != null && current.isAlive();
    }

    /** Returns how often the container was replaced. */
    public int restarts() {
        return Math.max(0, starts - 1);
    }

    /** Returns the process, for those who watch or test it; -1 where there is none. */
    public long pid() {
        ContainerConnection current = container;
        return current == null ? -1 : current.pid();
    }

    /** Ends the process at once, also during a request, which then fails. */
    @Override
    public void close() {
        closed = true;
        ContainerConnection current = container;
        if (current != null) {
            current.kill();
        }
    }

    /**
     * Returns the living process. Starts that fail are not repeated at once, so a broken script
     * does not take the machine.
     */
    private ContainerConnection running() throws ContainerException {
        ContainerConnection current = ready;
        if (current != null && current.isAlive() && !closed) {
            return current;
        }
        synchronized (starting) {
            current = ready;
            return current != null && current.isAlive() && !closed ? current : launch();
        }
    }

    private ContainerConnection launch() throws ContainerException {
        if (failedStarts > 0 && System.nanoTime() - retryAtNanos < 0) {
            throw new ContainerException(
                    Kind.START_FAILED, "the container has just failed to start " + failedStarts + " times");
        }
        ContainerConnection started = null;
        try {
            started = new ContainerConnection(runtime.launch(spec, log));
            container = started;
            if (closed) {
                throw new ContainerException(Kind.CLOSED, "the container was closed");
            }
            started.awaitReady(spec.startTimeout());
            failedStarts = 0;
            starts++;
            ready = started;
            started.onEnd(this::revive);
            return started;
        } catch (ContainerException e) {
            if (started != null) {
                started.kill();
            }
            retryAtNanos = System.nanoTime()
                    + Duration.ofMillis(pauseMillis(failedStarts++)).toNanos();
            throw closed ? new ContainerException(Kind.CLOSED, "the container was closed", e) : e;
        }
    }

    /**
     * Starts an ended container again, as a container runtime does with restart policy Always. A
     * container that never came up is left to who started it.
     */
    private void revive() {
        try {
            for (int attempt = 0; !closed && !isHealthy(); attempt++) {
                try {
                    start();
                    log.accept("the container was restarted");
                } catch (ContainerException e) {
                    log.accept("the container could not be restarted: " + e.getMessage());
                    Thread.sleep(pauseMillis(attempt));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static long pauseMillis(int attempt) {
        return Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(attempt, 10));
    }
}
