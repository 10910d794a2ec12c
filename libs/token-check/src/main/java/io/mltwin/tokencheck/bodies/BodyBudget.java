package io.mltwin.tokencheck.bodies;

import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Limits the memory that all bodies of requests take together: a quarter of the heap, and an eighth
 * more for small bodies, so that large ones never keep them out.
 */
@Singleton
public class BodyBudget {

    /** For all bodies that are not small. */
    static final long LARGE = Runtime.getRuntime().maxMemory() / 4;

    /** Up to here a body is small. */
    static final int SMALL = 64 << 10;

    private final long large;
    private final long all;
    private final AtomicLong taken = new AtomicLong();

    public BodyBudget() {
        this(LARGE);
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

    void give(long bytes) {
        taken.addAndGet(-bytes);
    }

    long taken() {
        return taken.get();
    }
}
