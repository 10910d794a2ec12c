package io.mltwin.identity.rbac.access;

import io.mltwin.memory.BoundedMemory;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Keeps denials of a day in memory, each with the assignments of that time, so that later changes
 * do not affect its explanation. They take 12 MiB at most, of which each tenant has the same share,
 * and are lost in a restart of identity and in a reset.
 */
@Singleton
class DecisionLog {

    private final BoundedMemory<String, Decision> byId = new BoundedMemory<>(
            12 << 20,
            Duration.ofDays(1),
            (id, decision) -> BoundedMemory.bytes(id, decision.action, decision.scope) + decision.access.bytes());

    /** A denial with the data to explain it. */
    record Decision(String id, Instant time, PrincipalPermissions access, String action, String scope, boolean data) {}

    /** Adds a denial and returns its id. */
    String add(String tenantId, PrincipalPermissions access, String action, String scope, boolean data, Instant time) {
        String id = UUID.randomUUID().toString();
        byId.append(tenantId, id, new Decision(id, time, access, action, scope, data));
        return id;
    }

    Optional<Decision> find(String id) {
        return byId.find(id);
    }

    void clear() {
        byId.clear();
    }
}
