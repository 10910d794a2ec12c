package io.mltwin.identity.rbac.roles;

import java.time.Instant;
import java.util.Set;

/**
 * A role assignment with the time in which it is in force, and its reach if it is at the root.
 *
 * @param from null for always
 * @param until null for never
 * @param subscriptions the keys of the subscriptions that an assignment at the root reaches, which
 *     are those of its tenant; null for everything below its scope
 */
public record TimedAssignment(RoleAssignment assignment, Instant from, Instant until, Set<String> subscriptions) {

    public static TimedAssignment always(RoleAssignment assignment) {
        return new TimedAssignment(assignment, null, null, null);
    }

    TimedAssignment reaching(Set<String> wanted) {
        return new TimedAssignment(assignment, from, until, wanted);
    }
}
