package io.mltwin.compute.nodes;

import io.mltwin.platform.reset.Resettable;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * When each node was last heard of, on the machine's own clock: moving the platform's clock makes
 * no node lost. After a restart every node counts from then.
 */
@Singleton
class NodeSightings implements Resettable {

    private final Map<String, Long> last = new ConcurrentHashMap<>();

    void seen(String nodeId) {
        last.put(nodeId, System.nanoTime());
    }

    /** Time since the node was heard of; zero for one first asked about now. */
    Duration silence(String nodeId) {
        long now = System.nanoTime();
        return Duration.ofNanos(now - last.computeIfAbsent(nodeId, id -> now));
    }

    @Override
    public void clear() {
        last.clear();
    }

    void forget(String nodeId) {
        last.remove(nodeId);
    }
}
