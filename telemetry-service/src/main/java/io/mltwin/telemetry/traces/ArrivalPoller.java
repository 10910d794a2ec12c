package io.mltwin.telemetry.traces;

import io.mltwin.platform.background.BackgroundTimer;
import io.mltwin.platform.background.BackgroundWork;
import io.mltwin.traces.SpanFeed.Listening;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jboss.logging.Logger;

/**
 * Looks each fifth of a second whether spans have arrived, in whichever replica, and tells those
 * who listen. Looks only while somebody listens.
 */
@ApplicationScoped
class ArrivalPoller {

    private static final Logger LOG = Logger.getLogger(ArrivalPoller.class);
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Duration STOP = Duration.ofSeconds(1);

    private final ArrivalRepository arrivals;
    private final BackgroundWork background;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private BackgroundTimer timer;
    private long last = -1;
    private boolean looking;

    /** An object of its own: what listens twice ends once each. */
    private record Listener(Runnable arrived) {}

    ArrivalPoller(ArrivalRepository arrivals, BackgroundWork background) {
        this.arrivals = arrivals;
        this.background = background;
    }

    Listening listen(Runnable arrived) {
        Listener listener = new Listener(arrived);
        synchronized (this) {
            listeners.add(listener);
            if (timer == null) {
                timer = background.timer("span-arrivals", 1);
            }
            if (!looking) {
                looking = true;
                last = -1;
                timer.after(PAUSE, this::look);
            }
        }
        return () -> listeners.remove(listener);
    }

    /** Returns true while it looks. */
    synchronized boolean isLooking() {
        return looking;
    }

    private void look() {
        try {
            long now = QuarkusTransaction.requiringNew().call(arrivals::last);
            // the first look after a pause tells in any case: what came meanwhile is unknown
            if (now != last) {
                last = now;
                listeners.forEach(ArrivalPoller::tell);
            }
        } catch (RuntimeException e) {
            LOG.debug("Arrivals of spans cannot be looked for, trying on", e);
        }
        synchronized (this) {
            looking = !listeners.isEmpty();
            if (looking) {
                timer.after(PAUSE, this::look);
            }
        }
    }

    private static void tell(Listener listener) {
        try {
            listener.arrived.run();
        } catch (RuntimeException e) {
            LOG.error("A listener to spans has failed", e);
        }
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        synchronized (this) {
            listeners.clear();
            if (timer != null) {
                timer.stop(STOP);
            }
        }
    }
}
