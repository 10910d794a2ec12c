package io.mltwin.platform.background;

import io.mltwin.platform.background.BackgroundWork.WatchedWork;
import java.time.Duration;
import org.jboss.logging.Logger;

/** A loop on a thread of its own, which is begun again whenever it ends unasked. */
public final class BackgroundTask implements WatchedWork {

    private static final Logger LOG = Logger.getLogger(BackgroundTask.class);

    private final String name;
    private final Runnable loop;
    private final Duration steady;
    private volatile boolean stopping;
    private volatile boolean failed;
    private volatile long endedNanos;
    private volatile Thread thread;

    BackgroundTask(String name, Runnable loop, Duration steady) {
        this.name = name;
        this.loop = loop;
        this.steady = steady;
    }

    void start() {
        Thread made = new Thread(this::run, name);
        made.setDaemon(true);
        thread = made;
        made.start();
    }

    private void run() {
        try {
            loop.run();
            if (!stopping) {
                LOG.errorf("%s has ended unasked; it is started again", name);
            }
        } catch (Throwable e) {
            if (!stopping) {
                LOG.errorf(e, "%s has ended with an error; it is started again", name);
            }
        } finally {
            endedNanos = System.nanoTime();
            failed = true;
        }
    }

    /** Waits so long for the loop, which was told to end, and as long again after an interrupt. */
    public void stop(Duration most) throws InterruptedException {
        stopping = true;
        Thread running = thread;
        running.join(most.toMillis());
        if (running.isAlive()) {
            running.interrupt();
            running.join(most.toMillis());
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean isWell() {
        if (stopping) {
            return true;
        }
        return thread.isAlive() && (!failed || System.nanoTime() - endedNanos > steady.toNanos());
    }

    @Override
    public void revive() {
        if (!stopping && !thread.isAlive()) {
            start();
        }
    }
}
