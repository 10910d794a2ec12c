package io.mltwin.identity.rbac.roles;

import io.mltwin.platform.Principals;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * How long a role assignment or its removal takes to come into force: the setting {@code
 * mltwin.delay.role}, in Azure up to 30 minutes, here none by default. What Microsoft's own
 * applications and the seed assign is in force at once, as Azure waits for it within the creation
 * of a resource.
 */
@Singleton
class RoleDelay {

    private final Duration delay;
    private final Principals principals;

    RoleDelay(
            @ConfigProperty(name = "mltwin.delay.role", defaultValue = "PT0S") Duration delay,
            Principals principals) {
        this.delay = delay;
        this.principals = principals;
    }

    TimedAssignment present(RoleAssignment assignment) {
        return new TimedAssignment(assignment, from(assignment), null, null);
    }

    /** Null when a removal is in force at once, so that nothing of it needs to be kept. */
    TimedAssignment removed(RoleAssignment assignment, Instant when) {
        return delay.isZero()
                ? null
                : new TimedAssignment(assignment, from(assignment), when.plus(delay), null);
    }

    private Instant from(RoleAssignment assignment) {
        boolean atOnce = delay.isZero() || assignment.createdBy() == null || isOurs(assignment);
        return atOnce ? null : assignment.createdOn().plus(delay);
    }

    private boolean isOurs(RoleAssignment assignment) {
        return principals.services().stream()
                .anyMatch(service -> service.objectId().equals(assignment.createdBy()));
    }
}
