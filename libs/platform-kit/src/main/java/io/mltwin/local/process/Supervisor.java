package io.mltwin.local.process;

import io.mltwin.local.layout.DataFolder;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Starts the parts side by side, starts again after half a second what died (after two seconds
 * where it had lived for less than five), and stops all in order.
 */
public final class Supervisor implements AutoCloseable {
    private static final Duration RESTART_DELAY = Duration.ofMillis(500);
    private static final Duration DELAY_AFTER_A_SHORT_LIFE = Duration.ofSeconds(2);
    private static final Duration SHORT_LIFE = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    private enum State {
        STARTING,
        WATCHING,
        STOPPING
    }

    private final DataFolder folder;
    private final Progress progress;
    private final List<RunningPart> parts;
    private final ExecutorService starters = Executors.newCachedThreadPool(Supervisor::thread);
    private final ScheduledExecutorService restarts = Executors.newSingleThreadScheduledExecutor(Supervisor::thread);
    private final AtomicReference<State> state = new AtomicReference<>(State.STARTING);
    private final Map<String, CompletableFuture<Void>> ready = new HashMap<>();
    private final CompletableFuture<Void> failed = new CompletableFuture<>();

    public Supervisor(DataFolder folder, List<? extends Part> parts, Progress progress) {
        this(folder, parts, progress, PATIENCE);
    }

    /**
     * @param patience how long a part's process may live without an answer
     */
    Supervisor(DataFolder folder, List<? extends Part> parts, Progress progress, Duration patience) {
        this.folder = folder;
        this.progress = progress;
        this.parts = parts.stream()
                .map(part -> new RunningPart(part, folder, patience))
                .toList();
        parts.forEach(part -> ready.put(part.name(), new CompletableFuture<>()));
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "mltwin-supervisor");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Returns when every part is ready; on a failure stops what was started and says which part
     * failed and why.
     */
    public void start() throws IOException, InterruptedException {
        for (RunningPart running : parts) {
            Part part = running.part();
            CompletableFuture<?>[] before = part.startsAfter().stream()
                    .map(ready::get)
                    .filter(f -> f != null)
                    .toArray(CompletableFuture[]::new);
            CompletableFuture.allOf(before)
                    .thenRunAsync(() -> bringUp(running), starters)
                    .whenComplete((done, failure) -> {
                        if (failure == null) {
                            ready.get(part.name()).complete(null);
                        } else {
                            failed.completeExceptionally(failure);
                        }
                    });
        }
        try {
            awaitReady(ready.keySet());
        } catch (PartException | IllegalStateException | IOException e) {
            close();
            throw e;
        }
        if (state.compareAndSet(State.STARTING, State.WATCHING)) {
            // One that was ready and died before the last one was ready.
            parts.stream().filter(running -> !running.alive()).forEach(this::ended);
        }
    }

    /**
     * Returns when the named parts are ready for the first time; a name that no part has is passed
     * over. A failure of any part ends the waiting.
     */
    public void awaitReady(Collection<String> names) throws IOException {
        CompletableFuture<?>[] named =
                names.stream().map(ready::get).filter(Objects::nonNull).toArray(CompletableFuture[]::new);
        try {
            CompletableFuture.anyOf(CompletableFuture.allOf(named), failed).join();
        } catch (CompletionException e) {
            throw rootOf(e);
        }
    }

    private void bringUp(RunningPart running) {
        Part part = running.part();
        long start = System.nanoTime();
        try {
            if (state.get() == State.STOPPING) {
                return;
            }
            running.start(this::ended);
            running.awaitReady(progress);
            part.provision();
            progress.say(String.format(
                    Locale.ROOT,
                    "%s is ready on port %d (%.1f s)",
                    part.name(),
                    part.port(),
                    (System.nanoTime() - start) / 1e9));
        } catch (IOException | InterruptedException e) {
            throw new PartException(part.name(), e.getMessage(), folder.log(part.name()), e);
        }
    }

    private void ended(RunningPart running) {
        if (state.get() != State.WATCHING) {
            return;
        }
        Duration delay = delayAfter(running.age());
        progress.say(String.format(
                Locale.ROOT,
                "%s ended with exit value %d; it is started again in %.1f s",
                running.part().name(),
                running.exitValue(),
                delay.toMillis() / 1e3));
        restartAfter(delay, running);
    }

    /**
     * Returns the wait before a restart: a part that dies right after its start is not started as
     * fast as it can be.
     */
    static Duration delayAfter(Duration life) {
        return life.compareTo(SHORT_LIFE) < 0 ? DELAY_AFTER_A_SHORT_LIFE : RESTART_DELAY;
    }

    private void restartAfter(Duration delay, RunningPart running) {
        restarts.schedule(() -> restart(running), delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void restart(RunningPart running) {
        if (state.get() != State.WATCHING) {
            return;
        }
        String name = running.part().name();
        try {
            running.start(this::ended);
            progress.say(name + " was started again");
        } catch (IOException | InterruptedException | RuntimeException e) {
            progress.say(name + " could not be started again: " + e.getMessage());
            restartAfter(DELAY_AFTER_A_SHORT_LIFE, running);
        }
    }

    /** Stops the parts, those that use others first. */
    @Override
    public synchronized void close() throws IOException {
        if (state.getAndSet(State.STOPPING) == State.STOPPING) {
            return;
        }
        restarts.shutdownNow();
        List<Integer> tiers = parts.stream()
                .map(part -> part.part().tier())
                .distinct()
                .sorted()
                .toList();
        for (int i = tiers.size() - 1; i >= 0; i--) {
            int tier = tiers.get(i);
            CompletableFuture<?>[] stops = parts.stream()
                    .filter(part -> part.part().tier() == tier)
                    .map(part -> CompletableFuture.runAsync(() -> stop(part), starters))
                    .toArray(CompletableFuture[]::new);
            CompletableFuture.allOf(stops).join();
        }
        starters.shutdown();
    }

    private static void stop(RunningPart running) {
        try {
            running.stop();
        } catch (IOException | InterruptedException e) {
            throw new CompletionException(running.part().name() + " could not be stopped: " + e.getMessage(), e);
        }
    }

    private static RuntimeException rootOf(CompletionException e) throws IOException {
        Throwable cause = e.getCause();
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof RuntimeException failure) {
            return failure;
        }
        if (cause instanceof InterruptedException) {
            throw new InterruptedIOException("The start was interrupted.");
        }
        return new IllegalStateException(cause);
    }
}
