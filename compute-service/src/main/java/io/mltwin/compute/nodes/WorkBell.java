package io.mltwin.compute.nodes;

import io.mltwin.platform.reset.Resettable;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Wakes the nodes of a cluster that wait for work. A woken node looks again; it may find nothing.
 */
@Singleton
class WorkBell implements Resettable {

    private final Map<String, Set<CompletableFuture<Void>>> waiting = new ConcurrentHashMap<>();

    /** Completes at the next ring, or when the time is over. Take it before looking for work. */
    CompletableFuture<Void> next(String computeId, Duration time) {
        Set<CompletableFuture<Void>> all =
                waiting.computeIfAbsent(computeId, id -> ConcurrentHashMap.newKeySet());
        CompletableFuture<Void> ring =
                new CompletableFuture<Void>()
                        .completeOnTimeout(null, time.toMillis(), TimeUnit.MILLISECONDS);
        all.add(ring);
        ring.whenComplete((done, failure) -> all.remove(ring));
        return ring;
    }

    /** The nodes that wait are answered, and find no work. */
    @Override
    public void pause() {
        List.copyOf(waiting.keySet()).forEach(this::ring);
    }

    @Override
    public void clear() {
        waiting.clear();
    }

    void ring(String computeId) {
        Set<CompletableFuture<Void>> all = waiting.get(computeId);
        if (all != null) {
            // on a thread of its own: whoever rings must not do the nodes' work
            all.forEach(ring -> ring.completeAsync(() -> null));
        }
    }
}
