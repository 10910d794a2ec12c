package io.mltwin.e2e.faults;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A step of a flow, done again and again on a thread of its own until it is to end. */
final class Repetition {
    private static final int MORE = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final Step step;
    private final CompletableFuture<Void> first = new CompletableFuture<>();
    private final CompletableFuture<Void> all = new CompletableFuture<>();
    private volatile boolean ending;

    /** What is repeated; it returns when it has succeeded. */
    interface Step {
        void run() throws Exception;
    }

    Repetition(Step step) {
        this.step = step;
    }

    /** Returns once the step has succeeded for the first time. */
    void begin() {
        Thread thread = new Thread(this::repeat, "repetition");
        thread.setDaemon(true);
        thread.start();
        join(first);
    }

    private void repeat() {
        try {
            while (!ending) {
                step.run();
                first.complete(null);
            }
            for (int i = 0; i < MORE; i++) {
                step.run();
            }
            all.complete(null);
        } catch (Exception | AssertionError e) {
            first.completeExceptionally(e);
            all.completeExceptionally(e);
        }
    }

    /** Returns once the step has succeeded twice more. */
    void end() {
        ending = true;
        join(all);
    }

    private static void join(CompletableFuture<Void> future) {
        future.orTimeout(PATIENCE.toSeconds(), java.util.concurrent.TimeUnit.SECONDS)
                .join();
    }
}
