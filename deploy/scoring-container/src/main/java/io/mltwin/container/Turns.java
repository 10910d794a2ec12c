package io.mltwin.container;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Lets so many requests work at once, the others wait for their turn in the order they came, as
 * long as they may. No thread waits.
 */
public final class Turns {

    private final AtomicInteger free;
    private final long waitNanos;
    private final Supplier<? extends Exception> tooLate;
    private final Queue<Place> waiting = new ConcurrentLinkedQueue<>();
    private final Deadlines deadlines = new Deadlines(waiting);

    /**
     * @param most how many work at once
     * @param wait how long a request waits for its turn
     * @param tooLate makes what a request fails with that has waited so long
     */
    public Turns(int most, Duration wait, Supplier<? extends Exception> tooLate) {
        this.free = new AtomicInteger(most);
        this.waitNanos = wait.toNanos();
        this.tooLate = tooLate;
    }

    private final class Place extends CompletableFuture<Void> implements Deadlines.Waiting {
        private final long deadlineNanos = System.nanoTime() + waitNanos;

        @Override
        public long deadlineNanos() {
            return deadlineNanos;
        }

        @Override
        public void expire() {
            completeExceptionally(tooLate.get());
            waiting.remove(this);
        }
    }

    /** Does the work in its turn, and gives the turn on when the work's result is there. */
    public <T> CompletableFuture<T> take(Supplier<CompletableFuture<T>> work) {
        if (waiting.isEmpty() && tryTake()) {
            return working(work);
        }
        Place place = new Place();
        waiting.add(place);
        deadlines.watch();
        CompletableFuture<T> result = place.thenCompose(entered -> working(work));
        handOn();
        return result;
    }

    private <T> CompletableFuture<T> working(Supplier<CompletableFuture<T>> work) {
        CompletableFuture<T> working;
        try {
            working = work.get();
        } catch (RuntimeException e) {
            working = CompletableFuture.failedFuture(e);
        }
        return working.whenComplete((done, failed) -> leave());
    }

    private void leave() {
        free.incrementAndGet();
        handOn();
    }

    private boolean tryTake() {
        int left = free.get();
        while (left > 0) {
            if (free.compareAndSet(left, left - 1)) {
                return true;
            }
            left = free.get();
        }
        return false;
    }

    /** Gives free turns to those that wait. */
    private void handOn() {
        while (!waiting.isEmpty() && tryTake()) {
            Place next = waiting.poll();
            if (next == null || !next.complete(null)) {
                // it waits no longer
                free.incrementAndGet();
            }
        }
    }
}
