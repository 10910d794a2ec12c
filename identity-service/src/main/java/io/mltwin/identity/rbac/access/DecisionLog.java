package io.mltwin.identity.rbac.access;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Keeps the last 10 000 denials in memory, each with the assignments of that time, so that later
 * changes do not affect its explanation. They are lost in a restart of identity and in a reset.
 */
@Singleton
class DecisionLog {

    static final int KEPT = 10_000;

    private final Map<String, Decision> byId = new HashMap<>();
    private final Deque<String> order = new ArrayDeque<>();

    /** A denial with the data to explain it. */
    record Decision(
            String id,
            Instant time,
            PrincipalPermissions access,
            String action,
            String scope,
            boolean data) {}

    /** Adds a denial and returns its id. */
    String add(
            PrincipalPermissions access, String action, String scope, boolean data, Instant time) {
        String id = UUID.randomUUID().toString();
        Decision decision = new Decision(id, time, access, action, scope, data);
        synchronized (byId) {
            if (order.size() == KEPT) {
                byId.remove(order.removeFirst());
            }
            order.addLast(id);
            byId.put(id, decision);
        }
        return id;
    }

    Optional<Decision> find(String id) {
        synchronized (byId) {
            return Optional.ofNullable(byId.get(id));
        }
    }

    void clear() {
        synchronized (byId) {
            byId.clear();
            order.clear();
        }
    }
}
