package io.mltwin.compute.nodes;

import io.mltwin.platform.reset.Resettable;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers when each node last sent a heartbeat, by the machine's clock: moving the platform's
 * clock loses no node. After a restart the time of each node starts again.
 */
@Singleton
class NodeHeartbeats implements Resettable {

    private final Map<String, Long> last = new ConcurrentHashMap<>();

    void seen(String nodeId) {
        last.put(nodeId, System.nanoTime());
    }

    /** Returns the time since the last heartbeat; zero for a node that was not known before. */
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
