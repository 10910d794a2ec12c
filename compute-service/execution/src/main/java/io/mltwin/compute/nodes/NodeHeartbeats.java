package io.mltwin.compute.nodes;

import io.mltwin.platform.reset.Resettable;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Remembers when each node last sent a heartbeat, by the machine's clock: moving the platform's
 * clock loses no node. Only time in which this service looks counts as silence: while it stood
 * still, as on a machine that was too busy, it could not have heard anybody. After a restart the
 * time of each node starts again.
 */
@Singleton
class NodeHeartbeats implements Resettable {

    /** More than lies between two looks of a service that does not stand still. */
    private static final long LONGEST_STEP = Duration.ofSeconds(2).toNanos();

    private final LongSupplier nanos;

    /** By when each was heard, in the time that this service has looked. */
    private final Map<String, Long> last = new ConcurrentHashMap<>();

    private long looked;
    private long lookedAt;

    @Inject
    NodeHeartbeats() {
        this(System::nanoTime);
    }

    NodeHeartbeats(LongSupplier nanos) {
        this.nanos = nanos;
        this.lookedAt = nanos.getAsLong();
    }

    /** Is called at each look at the nodes, every second or sooner. */
    void look() {
        time();
    }

    void seen(String nodeId) {
        last.put(nodeId, time());
    }

    /** Returns the time since the last heartbeat; zero for a node that was not known before. */
    Duration silence(String nodeId) {
        long now = time();
        return Duration.ofNanos(now - last.computeIfAbsent(nodeId, id -> now));
    }

    /** Returns the time that this service has looked. */
    private synchronized long time() {
        long now = nanos.getAsLong();
        looked += Math.min(now - lookedAt, LONGEST_STEP);
        lookedAt = now;
        return looked;
    }

    @Override
    public void clear() {
        last.clear();
    }

    void forget(String nodeId) {
        last.remove(nodeId);
    }
}
