package io.mltwin.e2e.serving;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Requests at a fixed rate, whether earlier ones were answered or not. A request's time counts from
 * when it was due: one that had to wait for its turn is as late as its caller saw it.
 */
final class PacedLoad {
    private static final int MOST_AT_ONCE = 64;

    private final int perSecond;
    private final Call call;
    private final Queue<Long> micros = new ConcurrentLinkedQueue<>();
    private final Queue<String> errors = new ConcurrentLinkedQueue<>();

    /** One request; an exception is an error of the load. */
    interface Call {
        void send() throws Exception;
    }

    PacedLoad(int perSecond, Call call) {
        this.perSecond = perSecond;
        this.call = call;
    }

    /** Sends for so long; returns when the last request has ended. */
    void run(Duration time) throws InterruptedException {
        ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor();
        ExecutorService senders = Executors.newFixedThreadPool(MOST_AT_ONCE);
        long period = TimeUnit.SECONDS.toNanos(1) / perSecond;
        long start = System.nanoTime();
        AtomicInteger due = new AtomicInteger();
        long all = time.toNanos() / period;
        pace.scheduleAtFixedRate(
                () -> {
                    int number = due.getAndIncrement();
                    if (number < all) {
                        senders.execute(() -> send(start + number * period));
                    }
                },
                0,
                period,
                TimeUnit.NANOSECONDS);
        pace.awaitTermination(time.toMillis() + 500, TimeUnit.MILLISECONDS);
        pace.shutdownNow();
        senders.shutdown();
        senders.awaitTermination(2, TimeUnit.MINUTES);
    }

    private void send(long dueAt) {
        try {
            call.send();
        } catch (Exception | AssertionError e) {
            errors.add(e.toString());
        }
        micros.add((System.nanoTime() - dueAt) / 1000);
    }

    int sent() {
        return micros.size();
    }

    Queue<String> errors() {
        return errors;
    }

    /** The time within which this share of the requests was answered. */
    Duration percentile(double share) {
        List<Long> sorted = new ArrayList<>(micros);
        Collections.sort(sorted);
        int index = (int) Math.ceil(share * sorted.size()) - 1;
        return Duration.ofNanos(sorted.get(Math.max(0, index)) * 1000);
    }
}
