package io.mltwin.identity.rbac.access;

import io.mltwin.identity.rbac.ScopeKey;
import io.mltwin.identity.rbac.roles.RoleAssignment;
import io.mltwin.identity.rbac.roles.RoleDefinition;
import io.mltwin.identity.rbac.roles.TenantScopes;
import java.time.Clock;
import java.time.Instant;
import java.util.Set;

/**
 * A role assignment in the form for evaluation.
 *
 * @param from when it comes into force, null for always
 * @param until when it is no longer in force, null for never
 * @param subscriptions of one at the root: the only ones it reaches, null for all
 */
record Grant(
        RoleAssignment assignment,
        String scopeKey,
        RoleDefinition role,
        PermissionMatcher rules,
        Instant from,
        Instant until,
        Set<String> subscriptions) {

    private static final String SUBSCRIPTIONS = "/subscriptions/";

    /**
     * Returns true when the assignment is in force; an assignment and its removal take effect after
     * Azure's delay.
     */
    boolean isInForce(Clock clock) {
        if (from == null && until == null) {
            return true;
        }
        Instant now = clock.instant();
        return (from == null || !now.isBefore(from)) && (until == null || now.isBefore(until));
    }

    boolean covers(String target) {
        return ScopeKey.covers(scopeKey, target) && reaches(target);
    }

    private boolean reaches(String target) {
        if (subscriptions == null || !target.startsWith(SUBSCRIPTIONS)) {
            return true;
        }
        return subscriptions.contains(TenantScopes.subscription(target));
    }
}
