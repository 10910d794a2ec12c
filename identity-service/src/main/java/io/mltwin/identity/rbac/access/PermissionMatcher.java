package io.mltwin.identity.rbac.access;

import io.mltwin.identity.rbac.roles.RoleDefinition.Permission;
import java.util.List;

/**
 * Matches actions against the permissions of a role or of a deny assignment. An action counts
 * unless the same permission subtracts it. Management and data actions are separate planes.
 */
record PermissionMatcher(List<Rule> rules) {

    private record Rule(
            List<ActionPattern> actions,
            List<ActionPattern> notActions,
            List<ActionPattern> dataActions,
            List<ActionPattern> notDataActions) {

        ActionPattern named(String action, boolean data) {
            return first(data ? dataActions : actions, action);
        }

        ActionPattern subtracted(String action, boolean data) {
            return first(data ? notDataActions : notActions, action);
        }

        private static ActionPattern first(List<ActionPattern> patterns, String action) {
            for (ActionPattern pattern : patterns) {
                if (pattern.matches(action)) {
                    return pattern;
                }
            }
            return null;
        }
    }

    /**
     * The part that decides.
     *
     * @param pattern the action or data action that matches, null for none
     * @param subtractedBy the notAction or notDataAction that takes it away, null for none
     */
    record Match(String pattern, String subtractedBy) {

        private static final Match NONE = new Match(null, null);

        boolean counts() {
            return pattern != null && subtractedBy == null;
        }
    }

    static PermissionMatcher of(List<Permission> permissions) {
        return new PermissionMatcher(permissions.stream()
                .map(permission -> new Rule(
                        compiled(permission.actions()),
                        compiled(permission.notActions()),
                        compiled(permission.dataActions()),
                        compiled(permission.notDataActions())))
                .toList());
    }

    /**
     * Returns true when the action is named and not subtracted.
     *
     * @param action in lower case
     */
    boolean grants(String action, boolean data) {
        for (Rule rule : rules) {
            if (rule.named(action, data) != null && rule.subtracted(action, data) == null) {
                return true;
            }
        }
        return false;
    }

    /**
     * Returns the part that decides: one that grants, else one that is subtracted, else none.
     *
     * @param action in lower case
     */
    Match match(String action, boolean data) {
        Match best = Match.NONE;
        for (Rule rule : rules) {
            ActionPattern named = rule.named(action, data);
            if (named != null) {
                ActionPattern subtracted = rule.subtracted(action, data);
                if (subtracted == null) {
                    return new Match(named.toString(), null);
                }
                best = new Match(named.toString(), subtracted.toString());
            }
        }
        return best;
    }

    private static List<ActionPattern> compiled(List<String> actions) {
        return actions.stream().map(ActionPattern::of).toList();
    }
}
