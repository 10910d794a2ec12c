package io.mltwin.container;

import java.util.Collection;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Ends what has waited too long. One look at all that waits, every few milliseconds while something
 * does, costs less than a timer for each request.
 */
public final class Deadlines {

    /** Something that waits, and is ended when its time has passed. */
    public interface Waiting {

        /** Returns when it ends, in the time of {@link System#nanoTime()}. */
        long deadlineNanos();

        /** Is called on the thread of all deadlines, which must not be held up; more than once. */
        void expire();
    }

    private static final long LOOK_MILLIS = 10;
    private static final ScheduledThreadPoolExecutor CLOCK = new ScheduledThreadPoolExecutor(1, work -> {
        Thread thread = new Thread(work, "container-deadlines");
        thread.setDaemon(true);
        return thread;
    });

    private final Collection<? extends Waiting> waiting;
    private final AtomicBoolean looking = new AtomicBoolean();

    /** Watches a collection that many threads may change. */
    public Deadlines(Collection<? extends Waiting> waiting) {
        this.waiting = waiting;
    }

    /** Is called after something was added to the collection. */
    public void watch() {
        if (!looking.get() && looking.compareAndSet(false, true)) {
            CLOCK.schedule(this::look, LOOK_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void look() {
        long now = System.nanoTime();
        for (Waiting one : waiting) {
            if (now - one.deadlineNanos() >= 0) {
                one.expire();
            }
        }
        looking.set(false);
        if (!waiting.isEmpty()) {
            watch();
        }
    }
}
