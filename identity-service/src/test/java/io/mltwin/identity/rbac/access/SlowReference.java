package io.mltwin.identity.rbac.access;

import io.mltwin.identity.rbac.denyassignments.DenyAssignment;
import io.mltwin.identity.rbac.roles.RoleAssignment;
import io.mltwin.identity.rbac.roles.RoleDefinition;
import io.mltwin.identity.rbac.roles.RoleDefinition.Permission;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Azure's documentation put down sentence by sentence, with no thought of speed: what {@link
 * AccessSnapshot} must agree with.
 */
record SlowReference(
        List<RoleDefinition> roles,
        List<RoleAssignment> assignments,
        List<DenyAssignment> denyAssignments,
        Map<String, List<String>> groupsOf) {

    boolean isAllowed(String principal, List<String> tokenGroups, String action, String scope, boolean data) {
        Set<String> who = new HashSet<>();
        addWithGroups(who, principal);
        tokenGroups.forEach(group -> addWithGroups(who, group));
        // "deny assignments take precedence over role assignments"
        for (DenyAssignment deny : denyAssignments) {
            boolean about = deny.principals().stream()
                    .anyMatch(one -> one.id().equals(DenyAssignment.EVERYBODY) || who.contains(lower(one.id())));
            boolean excluded = deny.excludePrincipals().stream().anyMatch(one -> who.contains(lower(one.id())));
            boolean here = deny.doNotApplyToChildScopes()
                    ? lower(deny.scope()).equals(lower(scope))
                    : isAtOrBelow(scope, deny.scope());
            if (about && !excluded && here && effective(deny.permissions(), action, data)) {
                return false;
            }
        }
        // "the effective permissions are the sum of the role assignments"
        for (RoleAssignment assignment : assignments) {
            for (RoleDefinition role : roles) {
                if (role.roleId().equals(assignment.roleId())
                        && who.contains(lower(assignment.principalId()))
                        && isAtOrBelow(scope, assignment.scope())
                        && effective(role.permissions(), action, data)) {
                    return true;
                }
            }
        }
        return false;
    }

    private void addWithGroups(Set<String> who, String id) {
        if (who.add(lower(id))) {
            groupsOf.getOrDefault(lower(id), List.of()).forEach(group -> addWithGroups(who, group));
        }
    }

    /** "NotActions are subtracted from Actions", each permission by itself. */
    private static boolean effective(List<Permission> permissions, String action, boolean data) {
        return permissions.stream()
                .anyMatch(permission -> names(data ? permission.dataActions() : permission.actions(), action)
                        && !names(data ? permission.notDataActions() : permission.notActions(), action));
    }

    private static boolean names(Collection<String> patterns, String action) {
        return patterns.stream().anyMatch(pattern -> matches(lower(pattern), lower(action)));
    }

    /**
     * "A wildcard extends to everything that matches"; {@code /*}{@code /} stands for a slash too.
     */
    static boolean matches(String pattern, String action) {
        if (pattern.isEmpty()) {
            return action.isEmpty();
        }
        if (pattern.startsWith("/*/") && matches(pattern.substring(2), action)) {
            return true;
        }
        if (pattern.charAt(0) == '*') {
            for (int skipped = 0; skipped <= action.length(); skipped++) {
                if (matches(pattern.substring(1), action.substring(skipped))) {
                    return true;
                }
            }
            return false;
        }
        return !action.isEmpty()
                && action.charAt(0) == pattern.charAt(0)
                && matches(pattern.substring(1), action.substring(1));
    }

    private static boolean isAtOrBelow(String scope, String above) {
        return above.equals("/")
                || lower(scope).equals(lower(above))
                || lower(scope).startsWith(lower(above) + "/");
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
