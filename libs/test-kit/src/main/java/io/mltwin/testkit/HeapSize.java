package io.mltwin.testkit;

import java.lang.management.ManagementFactory;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** How many bytes of the heap of a service and its test are reachable, before and after an attack. */
public final class HeapSize {

    private static final int TRIES = 60;

    private final long before = reachable();

    /**
     * Waits until at most a tenth more is reachable than when this was made.
     *
     * @throws AssertionError when a minute does not suffice
     */
    public void requireBack() {
        long after = reachable();
        for (int i = 0; i < TRIES && after - before > before / 10; i++) {
            new CompletableFuture<Void>()
                    .completeOnTimeout(null, 1, TimeUnit.SECONDS)
                    .join();
            after = reachable();
        }
        if (after - before > before / 10) {
            throw new AssertionError("of the heap %d bytes were reachable, and %d are".formatted(before, after));
        }
    }

    private static long reachable() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
