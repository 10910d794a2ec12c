package io.mltwin.platform.background;

import io.mltwin.platform.background.BackgroundWork.WatchedWork;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;

/**
 * A timer whose work goes on whatever one turn of it throws; nothing is done once it is stopped.
 */
public final class BackgroundTimer implements WatchedWork {

    private static final Logger LOG = Logger.getLogger(BackgroundTimer.class);

    private final String name;
    private final ScheduledThreadPoolExecutor pool;
    private final Duration steady;
    private final Map<Object, Turns> shared = new ConcurrentHashMap<>();
    private final Set<Runnable> failing = ConcurrentHashMap.newKeySet();
    private volatile boolean failed;
    private volatile long failedNanos;

    /** The running and waiting work of one key; changed under the lock of its entry. */
    private static final class Turns {
        private int busy;
        private final Queue<Runnable> waiting = new ArrayDeque<>();
    }

    BackgroundTimer(String name, int threads, Duration steady) {
        this.name = name;
        this.steady = steady;
        AtomicInteger number = new AtomicInteger();
        this.pool = new ScheduledThreadPoolExecutor(threads, work -> {
            Thread thread = new Thread(work, threads == 1 ? name : name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Does it again and again, with a pause between the end of one turn and the next. */
    public void every(Duration pause, Runnable work) {
        later(() ->
                pool.scheduleWithFixedDelay(repeated(work), pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS));
    }

    /** Does it once, after a while. */
    public void after(Duration pause, Runnable work) {
        later(() -> pool.schedule(once(work), pause.toMillis(), TimeUnit.MILLISECONDS));
    }

    /** Does it once, as soon as a thread is free. */
    public void now(Runnable work) {
        after(Duration.ZERO, work);
    }

    /**
     * Does it once, as soon as a thread is free and less than its share of the key is being done:
     * one that is stuck keeps the threads of its share and no others.
     */
    public void now(Object key, int share, Runnable work) {
        shared.compute(key, (same, found) -> {
            Turns turns = found == null ? new Turns() : found;
            turns.waiting.add(work);
            return next(key, share, turns);
        });
    }

    private Turns next(Object key, int share, Turns turns) {
        if (turns.busy < share && !turns.waiting.isEmpty()) {
            turns.busy++;
            Runnable work = turns.waiting.remove();
            now(() -> {
                try {
                    work.run();
                } finally {
                    shared.computeIfPresent(key, (same, mine) -> {
                        mine.busy--;
                        return next(key, share, mine);
                    });
                }
            });
        }
        return turns.busy == 0 ? null : turns;
    }

    private void later(Runnable submit) {
        try {
            submit.run();
        } catch (RejectedExecutionException stopped) {
            LOG.debugf("%s is stopped: what it was given goes on at the next start", name);
        }
    }

    private Runnable repeated(Runnable work) {
        return () -> {
            try {
                work.run();
                failing.remove(work);
            } catch (Throwable e) {
                // the pool would do it no more
                failing.add(work);
                complain(e);
            }
        };
    }

    private Runnable once(Runnable work) {
        return () -> {
            try {
                work.run();
            } catch (Throwable e) {
                failedNanos = System.nanoTime();
                failed = true;
                complain(e);
            }
        };
    }

    private void complain(Throwable e) {
        if (!pool.isShutdown()) {
            LOG.errorf(e, "A turn of %s has failed", name);
        }
    }

    public boolean isStopped() {
        return pool.isShutdown();
    }

    /** Returns how much waits for its turn. */
    public int waiting() {
        return pool.getQueue().size();
    }

    /** Does what waits and takes nothing more; true when it ended in time. */
    public boolean finish(Duration most) throws InterruptedException {
        pool.shutdown();
        return pool.awaitTermination(most.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Interrupts what is being done and forgets the rest; true when it ended in time. */
    public boolean stop(Duration most) throws InterruptedException {
        pool.shutdownNow();
        return pool.awaitTermination(most.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean isWell() {
        boolean failedNow = failed && System.nanoTime() - failedNanos <= steady.toNanos();
        return pool.isShutdown() || failing.isEmpty() && !failedNow && !isWithoutThread();
    }

    private boolean isWithoutThread() {
        return pool.getPoolSize() == 0 && !pool.getQueue().isEmpty();
    }

    @Override
    public void revive() {
        if (!pool.isShutdown() && isWithoutThread()) {
            pool.prestartCoreThread();
        }
    }
}
