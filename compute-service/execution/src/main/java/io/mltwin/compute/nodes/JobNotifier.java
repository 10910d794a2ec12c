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
 * Notifies the waiting nodes of a cluster of a new job. A notified node asks again, and may get
 * none.
 */
@Singleton
class JobNotifier implements Resettable {

    private final Map<String, Set<CompletableFuture<Void>>> waiting = new ConcurrentHashMap<>();

    /**
     * Returns a future that completes at the next notification or when the time is over. Call it
     * before looking for a job.
     */
    CompletableFuture<Void> next(String computeId, Duration time) {
        Set<CompletableFuture<Void>> all = waiting.computeIfAbsent(computeId, id -> ConcurrentHashMap.newKeySet());
        CompletableFuture<Void> ring =
                new CompletableFuture<Void>().completeOnTimeout(null, time.toMillis(), TimeUnit.MILLISECONDS);
        all.add(ring);
        ring.whenComplete((done, failure) -> all.remove(ring));
        return ring;
    }

    /** Answers all waiting nodes, which get no job. */
    @Override
    public void pause() {
        List.copyOf(waiting.keySet()).forEach(this::wake);
    }

    @Override
    public void clear() {
        waiting.clear();
    }

    void wake(String computeId) {
        Set<CompletableFuture<Void>> all = waiting.get(computeId);
        if (all != null) {
            // on another thread, so that the caller does not do the work of the nodes
            all.forEach(ring -> ring.completeAsync(() -> null));
        }
    }
}
