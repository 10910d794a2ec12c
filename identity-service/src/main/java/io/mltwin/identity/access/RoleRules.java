package io.mltwin.identity.access;

import io.mltwin.identity.roles.RoleDefinition;
import java.util.List;

/**
 * A role's permissions, ready to be asked: what is not subtracted by the same permission is
 * granted; management and data actions are two planes.
 */
final class RoleRules {

    private record Rule(
            List<ActionPattern> actions,
            List<ActionPattern> notActions,
            List<ActionPattern> dataActions,
            List<ActionPattern> notDataActions) {}

    private final List<Rule> rules;

    private RoleRules(List<Rule> rules) {
        this.rules = rules;
    }

    static RoleRules of(RoleDefinition definition) {
        return new RoleRules(
                definition.permissions().stream()
                        .map(
                                permission ->
                                        new Rule(
                                                compiled(permission.actions()),
                                                compiled(permission.notActions()),
                                                compiled(permission.dataActions()),
                                                compiled(permission.notDataActions())))
                        .toList());
    }

    /**
     * @param action in lower case
     */
    boolean grants(String action, boolean data) {
        for (Rule rule : rules) {
            if (any(data ? rule.dataActions : rule.actions, action)
                    && !any(data ? rule.notDataActions : rule.notActions, action)) {
                return true;
            }
        }
        return false;
    }

    private static boolean any(List<ActionPattern> patterns, String action) {
        for (ActionPattern pattern : patterns) {
            if (pattern.matches(action)) {
                return true;
            }
        }
        return false;
    }

    private static List<ActionPattern> compiled(List<String> actions) {
        return actions.stream().map(ActionPattern::of).toList();
    }
}
