package io.mltwin.container;

import io.mltwin.container.ContainerException.Kind;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * The front of one container of a web service: starts it, hands requests to it one at a time in the
 * order they came, replaces it after a crash or a time-out. More replicas are more clients. Safe
 * for many threads.
 */
public final class ContainerClient implements AutoCloseable {

    private static final long FIRST_PAUSE_MILLIS = 500;
    private static final long LONGEST_PAUSE_MILLIS = 30_000;

    private final ContainerSpec spec;
    private final Consumer<String> log;
    private final ReentrantLock turn = new ReentrantLock(true);
    private volatile ContainerProcess process;
    private volatile boolean closed;
    private int failedStarts;
    private long retryAtNanos;
    private volatile int starts;

    /** {@code log} gets each line that the script prints. */
    public ContainerClient(ContainerSpec spec, Consumer<String> log) {
        this.spec = spec;
        this.log = log;
    }

    /**
     * Starts the container and returns when {@code init()} has; without it the first request does
     * so.
     */
    public void start() throws ContainerException {
        turn.lock();
        try {
            running();
        } finally {
            turn.unlock();
        }
    }

    /** Calls {@code run()} with the body, as UTF-8. */
    public ScoringResult run(byte[] body) throws ContainerException {
        takeTurn();
        try {
            ContainerProcess current = running();
            try {
                return current.run(body, spec.requestTimeout());
            } catch (ContainerException e) {
                if (e.kind() != Kind.RUN_FAILED) {
                    current.kill();
                }
                throw e;
            }
        } finally {
            turn.unlock();
        }
    }

    /** True while the process lives and {@code init()} has succeeded. */
    public boolean isHealthy() {
        ContainerProcess current = process;
        return !closed && current != null && current.isAlive();
    }

    /** How often the container was replaced. */
    public int restarts() {
        return Math.max(0, starts - 1);
    }

    /** The process, for those who watch or test it; -1 where there is none. */
    public long pid() {
        ContainerProcess current = process;
        return current == null ? -1 : current.pid();
    }

    /** Ends the process at once, also during a request, which then fails. */
    @Override
    public void close() {
        closed = true;
        ContainerProcess current = process;
        if (current != null) {
            current.kill();
        }
    }

    private void takeTurn() throws ContainerException {
        try {
            if (!turn.tryLock(spec.queueTimeout().toMillis(), TimeUnit.MILLISECONDS)) {
                throw new ContainerException(
                        Kind.BUSY,
                        "no free container within " + spec.queueTimeout().toMillis() + " ms");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ContainerException(Kind.BUSY, "interrupted while waiting for a container", e);
        }
    }

    /**
     * The living process. Starts that fail are not repeated at once, so a broken script does not
     * take the machine.
     */
    private ContainerProcess running() throws ContainerException {
        ContainerProcess current = process;
        if (current != null && current.isAlive() && !closed) {
            return current;
        }
        if (failedStarts > 0 && System.nanoTime() - retryAtNanos < 0) {
            throw new ContainerException(
                    Kind.START_FAILED,
                    "the container has just failed to start " + failedStarts + " times");
        }
        ContainerProcess started = null;
        try {
            started = ContainerProcess.launch(spec, log);
            process = started;
            if (closed) {
                throw new ContainerException(Kind.CLOSED, "the container was closed");
            }
            started.awaitReady(spec.startTimeout());
            failedStarts = 0;
            starts++;
            started.onExit(this::revive);
            return started;
        } catch (ContainerException e) {
            if (started != null) {
                started.kill();
            }
            retryAtNanos =
                    System.nanoTime() + Duration.ofMillis(pauseMillis(failedStarts++)).toNanos();
            throw closed ? new ContainerException(Kind.CLOSED, "the container was closed", e) : e;
        }
    }

    /**
     * What a container runtime does with restart policy Always. A container that never came up is
     * left to who started it.
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
