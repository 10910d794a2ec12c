package io.mltwin.platform.bodies;

import io.mltwin.platform.requests.BodyRule;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Limits the memory that all bodies of requests take together: a quarter of the heap, and an eighth
 * more for small bodies, so that large ones never keep them out. When there is none left, the
 * slowest of the bodies that still arrive gives its memory to the one that is here.
 */
@Singleton
public class BodyBudget {

    /** Bytes a second; a body that has arrived more slowly of late must give way. */
    private static final double SLOW = 64 << 10;

    /** A body of which not all is here. */
    interface Arrival {

        /** Returns how many bytes a second have arrived of late. */
        double throughput();

        /** Gives its memory to others; from any thread. */
        void giveWay();
    }

    /** Up to here a body is small. */
    static final int SMALL = 64 << 10;

    private final long large;
    private final long all;
    private final AtomicLong taken = new AtomicLong();
    private final Set<Arrival> arriving = ConcurrentHashMap.newKeySet();

    public BodyBudget() {
        this(BodyRule.MOST_IN_MEMORY);
    }

    BodyBudget(long large) {
        this.large = large;
        this.all = large + large / 2;
    }

    /**
     * Takes bytes for a body that then has {@code length} of them; false when there are none left.
     */
    boolean take(int bytes, long length) {
        long most = length <= SMALL ? all : large;
        long before = taken.get();
        while (before + bytes <= most) {
            if (taken.compareAndSet(before, before + bytes)) {
                return true;
            }
            before = taken.get();
        }
        return false;
    }

    /** Takes bytes for a body that arrives; those of a slower one when there are none left. */
    boolean take(int bytes, long length, Arrival reader) {
        while (!take(bytes, length)) {
            Arrival slowest = arriving.stream()
                    .filter(other -> other != reader && other.throughput() < SLOW)
                    .min(Comparator.comparingDouble(Arrival::throughput))
                    .orElse(null);
            if (slowest == null) {
                return false;
            }
            arriving.remove(slowest);
            slowest.giveWay();
        }
        return true;
    }

    /** A body of which not all has arrived within a moment may have to give way. */
    void arriving(Arrival reader) {
        arriving.add(reader);
    }

    void arrived(Arrival reader) {
        arriving.remove(reader);
    }

    void give(long bytes) {
        taken.addAndGet(-bytes);
    }

    long taken() {
        return taken.get();
    }
}
