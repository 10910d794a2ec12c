package io.mltwin.identity.access;

import io.mltwin.identity.roles.RoleAssignment;
import io.mltwin.identity.roles.RoleDefinition;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * All role assignments of one moment and the one evaluation over them (domain-facts 4.5): the
 * assignments of the principal and its groups, at the scope or above it, each granting its role's
 * actions without its notActions; the union decides. There are no deny assignments, since only
 * Azure's own managed applications can make them.
 */
public final class AccessSnapshot {

    private record Grant(String scopeKey, RoleRules role) {}

    private final Map<String, List<Grant>> byPrincipal;
    private final Map<String, List<String>> groupsByMember;

    private AccessSnapshot(
            Map<String, List<Grant>> byPrincipal, Map<String, List<String>> groupsByMember) {
        this.byPrincipal = byPrincipal;
        this.groupsByMember = groupsByMember;
    }

    /**
     * @param memberships direct ones, member to groups
     */
    public static AccessSnapshot of(
            Collection<RoleDefinition> definitions,
            Collection<RoleAssignment> assignments,
            Map<String, List<String>> memberships) {
        Map<String, RoleRules> roles = new HashMap<>();
        definitions.forEach(definition -> roles.put(definition.roleId(), RoleRules.of(definition)));
        Map<String, List<Grant>> byPrincipal = new HashMap<>();
        for (RoleAssignment assignment : assignments) {
            RoleRules role = roles.get(assignment.roleId());
            if (role != null) {
                byPrincipal
                        .computeIfAbsent(assignment.principalId(), principal -> new ArrayList<>())
                        .add(new Grant(ScopeKey.of(assignment.scope()), role));
            }
        }
        return new AccessSnapshot(byPrincipal, Map.copyOf(memberships));
    }

    /** A principal's grants, to be asked many times. */
    public Decider decider(String principalId, Collection<String> tokenGroups) {
        List<Grant> grants = new ArrayList<>();
        for (String id : principals(principalId, tokenGroups)) {
            grants.addAll(byPrincipal.getOrDefault(id, List.of()));
        }
        return (action, scope, data) -> isAllowed(grants, action, scope, data);
    }

    /**
     * The principal and its groups: those its token names and those it is in now, through other
     * groups too.
     */
    public Set<String> principals(String principalId, Collection<String> tokenGroups) {
        Set<String> all = new HashSet<>();
        Deque<String> open = new ArrayDeque<>();
        open.add(principalId.toLowerCase(Locale.ROOT));
        tokenGroups.forEach(group -> open.add(group.toLowerCase(Locale.ROOT)));
        while (!open.isEmpty()) {
            String id = open.remove();
            if (all.add(id)) {
                open.addAll(groupsByMember.getOrDefault(id, List.of()));
            }
        }
        return all;
    }

    private static boolean isAllowed(
            List<Grant> grants, String action, String scope, boolean data) {
        String target = ScopeKey.of(scope);
        if (target == null || action == null || action.isBlank() || action.indexOf('*') >= 0) {
            return false;
        }
        String asked = action.toLowerCase(Locale.ROOT);
        for (Grant grant : grants) {
            if (ScopeKey.covers(grant.scopeKey(), target) && grant.role().grants(asked, data)) {
                return true;
            }
        }
        return false;
    }

    /** Answers for one principal. */
    @FunctionalInterface
    public interface Decider {

        boolean isAllowed(String action, String scope, boolean data);
    }
}
