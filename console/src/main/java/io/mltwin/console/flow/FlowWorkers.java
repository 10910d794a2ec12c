package io.mltwin.console.flow;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import org.jboss.logging.Logger;

/**
 * Lets few streams work at a time, so that many open pages take neither all threads nor all
 * processors from other requests.
 */
final class FlowWorkers implements Executor {

    private static final Logger LOG = Logger.getLogger(FlowWorkers.class);

    private final Executor pool;
    private final int most;
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private int working;

    FlowWorkers(Executor pool, int most) {
        this.pool = pool;
        this.most = most;
    }

    @Override
    public void execute(Runnable work) {
        synchronized (this) {
            waiting.add(work);
            if (working == most) {
                return;
            }
            working++;
        }
        pool.execute(this::workOn);
    }

    private void workOn() {
        for (Runnable work = next(); work != null; work = next()) {
            try {
                work.run();
            } catch (Throwable e) {
                // the others go on
                LOG.error("A page of flows cannot be drawn on", e);
            }
        }
    }

    private synchronized Runnable next() {
        Runnable work = waiting.poll();
        if (work == null) {
            working--;
        }
        return work;
    }
}
