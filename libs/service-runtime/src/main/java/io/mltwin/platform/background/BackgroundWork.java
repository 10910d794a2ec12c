package io.mltwin.platform.background;

import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;

/**
 * Starts what works in the background and looks after it: whatever ends, by an error too, is
 * started again within a second, and readiness says so until it has gone well for a while. A
 * service makes no thread elsewhere.
 */
@Singleton
public class BackgroundWork {
    /** Something that works in the background for as long as the service does. */
    interface WatchedWork {

        String name();

        /** False where it has ended, or has failed a moment ago. */
        boolean isWell();

        /** Starts again what has ended. */
        void revive();
    }

    private static final Logger LOG = Logger.getLogger(BackgroundWork.class);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration STEADY = Duration.ofSeconds(10);

    private final List<WatchedWork> watched = new CopyOnWriteArrayList<>();
    private final Duration look;
    private final Duration steady;
    private Thread watch;
    private final CountDownLatch stopping = new CountDownLatch(1);

    @Inject
    public BackgroundWork() {
        this(LOOK, STEADY);
    }

    BackgroundWork(Duration look, Duration steady) {
        this.look = look;
        this.steady = steady;
    }

    /** Runs a loop on a thread of its own until it is stopped. */
    public BackgroundTask task(String name, Runnable loop) {
        BackgroundTask task = new BackgroundTask(name, loop, steady);
        task.start();
        add(task);
        return task;
    }

    /** Returns a timer with so many threads. */
    public BackgroundTimer timer(String name, int threads) {
        return add(new BackgroundTimer(name, threads, steady));
    }

    /**
     * Returns a client of a library that works on a thread of the library's own.
     *
     * @param thread a regular expression that the thread's name matches
     * @param make makes the client, and with it the thread
     */
    public <C> ThreadedClient<C> client(String thread, Supplier<C> make, Consumer<C> close) {
        return add(new ThreadedClient<>(thread, make, close, steady));
    }

    private synchronized <W extends WatchedWork> W add(W one) {
        watched.add(one);
        if (watch == null) {
            startWatch();
        }
        return one;
    }

    private void startWatch() {
        watch = new Thread(this::watch, "background-watch");
        watch.setDaemon(true);
        watch.start();
    }

    private void watch() {
        try {
            while (!stopping.await(look.toMillis(), TimeUnit.MILLISECONDS)) {
                watched.forEach(BackgroundWork::look);
            }
        } catch (InterruptedException e) {
            LOG.error("The watch over background work was interrupted; readiness starts it again");
        }
    }

    private static void look(WatchedWork one) {
        try {
            one.revive();
        } catch (RuntimeException e) {
            LOG.errorf(e, "%s could not be started again, trying on", one.name());
        }
    }

    /** The names of what is not well; the watch itself among them. */
    List<String> ill() {
        synchronized (this) {
            if (watch != null && !watch.isAlive() && stopping.getCount() > 0) {
                startWatch();
                return List.of("background-watch");
            }
        }
        return watched.stream()
                .filter(one -> !one.isWell())
                .map(WatchedWork::name)
                .toList();
    }

    void stop(@Observes ShutdownEvent event) {
        stopping.countDown();
    }

    /** Not ready while something that works in the background has ended or failed. */
    @Readiness
    @Singleton
    record BackgroundReadiness(BackgroundWork work) implements HealthCheck {

        @Override
        public HealthCheckResponse call() {
            List<String> ill = work.ill();
            HealthCheckResponseBuilder answer =
                    HealthCheckResponse.named("Background work").status(ill.isEmpty());
            return (ill.isEmpty() ? answer : answer.withData("ended", String.join(", ", ill))).build();
        }
    }
}
