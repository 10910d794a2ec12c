package io.mltwin.identity.rbac.roles;

import io.mltwin.platform.Principals;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Delays role assignments and their removals by the setting {@code mltwin.delay.role}: up to 30
 * minutes in Azure, none here by default. Assignments by Microsoft's own applications and by the
 * seed are in force at once, since Azure waits for them while it creates a resource.
 */
@Singleton
class RoleDelay {

    private final Duration delay;
    private final Principals principals;

    RoleDelay(
            @ConfigProperty(name = "mltwin.delay.role", defaultValue = "PT0S") Duration delay, Principals principals) {
        this.delay = delay;
        this.principals = principals;
    }

    TimedAssignment present(RoleAssignment assignment) {
        return new TimedAssignment(assignment, from(assignment), null, null);
    }

    /** Returns the removed assignment, or null when the removal is in force at once. */
    TimedAssignment removed(RoleAssignment assignment, Instant when) {
        return delay.isZero() ? null : new TimedAssignment(assignment, from(assignment), when.plus(delay), null);
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
