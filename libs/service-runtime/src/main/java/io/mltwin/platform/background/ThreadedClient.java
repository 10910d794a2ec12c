package io.mltwin.platform.background;

import io.mltwin.platform.background.BackgroundWork.WatchedWork;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * A client of a library that works on a thread of the library's own, such as a producer of Kafka or
 * the JDK's HTTP client: made at first use, and made again when that thread has ended, for such a
 * client takes requests and never answers them.
 */
public final class ThreadedClient<C> implements WatchedWork {

    private static final Logger LOG = Logger.getLogger(ThreadedClient.class);

    private final Pattern threadName;
    private final Supplier<C> make;
    private final Consumer<C> close;
    private final Duration steady;
    private volatile C client;
    private volatile Thread worker;
    private boolean failed;
    private long endedNanos;

    ThreadedClient(String threadName, Supplier<C> make, Consumer<C> close, Duration steady) {
        this.threadName = Pattern.compile(threadName);
        this.make = make;
        this.close = close;
        this.steady = steady;
    }

    /** Returns the client; the same one until it is closed or its thread has ended. */
    public C get() {
        C made = client;
        return made == null || isDead() ? getOrMake() : made;
    }

    private synchronized C getOrMake() {
        revive();
        C made = client;
        if (made == null) {
            Set<Thread> before = workers();
            made = make.get();
            worker = workers().stream()
                    .filter(thread -> !before.contains(thread))
                    .findFirst()
                    .orElse(null);
            client = made;
        }
        return made;
    }

    /** Closes the client if there is one; the next use makes another. */
    public synchronized void close() {
        if (client != null) {
            C closing = client;
            client = null;
            worker = null;
            close.accept(closing);
        }
    }

    /** Returns the threads of that name that live now, of whatever group. */
    private Set<Thread> workers() {
        ThreadGroup root = Thread.currentThread().getThreadGroup();
        while (root.getParent() != null) {
            root = root.getParent();
        }
        Thread[] threads = new Thread[2 * root.activeCount() + 16];
        root.enumerate(threads);
        Set<Thread> named = new HashSet<>();
        Arrays.stream(threads)
                .filter(Objects::nonNull)
                .filter(thread -> threadName.matcher(thread.getName()).matches())
                .forEach(named::add);
        return named;
    }

    private boolean isDead() {
        Thread known = worker;
        return known != null && !known.isAlive();
    }

    @Override
    public String name() {
        return threadName.pattern();
    }

    @Override
    public synchronized boolean isWell() {
        return !isDead() && (!failed || System.nanoTime() - endedNanos > steady.toNanos());
    }

    @Override
    public synchronized void revive() {
        if (isDead()) {
            LOG.errorf("The thread %s has ended; its client is made again", worker.getName());
            failed = true;
            endedNanos = System.nanoTime();
            close();
        }
    }
}
