package io.mltwin.identity.rbac.roles;

import java.time.Instant;
import java.util.Set;

/**
 * A role assignment as it is evaluated: when it is in force, and where one at the root is.
 *
 * @param from null for always
 * @param until null for never
 * @param subscriptions of an assignment at the root: the keys of those it reaches, which are its
 *     tenant's; null for all that lies below its scope
 */
public record TimedAssignment(
        RoleAssignment assignment, Instant from, Instant until, Set<String> subscriptions) {

    public static TimedAssignment always(RoleAssignment assignment) {
        return new TimedAssignment(assignment, null, null, null);
    }

    TimedAssignment reaching(Set<String> wanted) {
        return new TimedAssignment(assignment, from, until, wanted);
    }
}
