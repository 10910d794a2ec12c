package io.mltwin.identity.rbac.access;

import static io.mltwin.armweb.ArmErrors.invalidRequestContentIf;

import io.mltwin.encoding.AsciiCase;
import io.mltwin.identity.rbac.ScopeKey;
import io.mltwin.identity.rbac.denyassignments.DenyAssignment;
import io.mltwin.identity.rbac.roles.RoleAssignment;
import io.mltwin.identity.rbac.roles.RoleDefinition;
import io.mltwin.identity.rbac.roles.TimedAssignment;
import io.mltwin.memory.BoundedMemory;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Evaluates all role and deny assignments of one moment ("What is Azure RBAC?", How Azure RBAC
 * determines if a user has access to a resource): deny assignments first; then the role assignments
 * of the principal and its groups, at the scope or above it, each granting its role's actions
 * without its notActions; the union decides.
 */
public final class AccessSnapshot {

    /** As many as a token names. */
    private static final int MOST_GROUPS = 200;

    private final Map<String, List<Grant>> byPrincipal;
    private final List<DenyRule> denials;
    private final Map<String, List<String>> groupsByMember;
    private final Clock clock;
    private final BoundedMemory<Who, PrincipalPermissions> kept =
            new BoundedMemory<>(8 << 20, Duration.ofHours(1), (who, known) -> 2 * known.bytes());

    private record Who(String principalId, List<String> tokenGroups) {}

    private AccessSnapshot(
            Map<String, List<Grant>> byPrincipal,
            List<DenyRule> denials,
            Map<String, List<String>> groupsByMember,
            Clock clock) {
        this.byPrincipal = byPrincipal;
        this.denials = denials;
        this.groupsByMember = groupsByMember;
        this.clock = clock;
    }

    /**
     * Creates a snapshot.
     *
     * @param memberships direct ones, member to groups
     * @param clock decides whether an assignment is in force yet, or a removed one still
     */
    public static AccessSnapshot of(
            Collection<RoleDefinition> definitions,
            Collection<TimedAssignment> assignments,
            Collection<DenyAssignment> denyAssignments,
            Map<String, List<String>> memberships,
            Clock clock) {
        Map<String, RoleDefinition> roles = new HashMap<>();
        Map<String, PermissionMatcher> rules = new HashMap<>();
        for (RoleDefinition role : definitions) {
            roles.put(role.roleId(), role);
            rules.put(role.roleId(), PermissionMatcher.of(role.permissions()));
        }
        Map<String, List<Grant>> byPrincipal = new HashMap<>();
        for (TimedAssignment timed : assignments) {
            RoleAssignment assignment = timed.assignment();
            RoleDefinition role = roles.get(assignment.roleId());
            if (role != null) {
                byPrincipal
                        .computeIfAbsent(assignment.principalId(), principal -> new ArrayList<>())
                        .add(new Grant(
                                assignment,
                                ScopeKey.of(assignment.scope()),
                                role,
                                rules.get(role.roleId()),
                                timed.from(),
                                timed.until(),
                                timed.subscriptions()));
            }
        }
        return new AccessSnapshot(
                byPrincipal, denyAssignments.stream().map(DenyRule::new).toList(), Map.copyOf(memberships), clock);
    }

    /**
     * Returns the access of a principal.
     *
     * @param tokenGroups those that its token names; they count in addition to those that it is in
     *     now
     * @throws io.mltwin.armweb.AzureException 400 for more than 200 of them
     */
    public PrincipalPermissions of(String principalId, List<String> tokenGroups) {
        invalidRequestContentIf(tokenGroups.size() > MOST_GROUPS, "At most %s groups.", MOST_GROUPS);
        return kept.of(owner(principalId))
                .computeIfAbsent(new Who(principalId, tokenGroups), who -> collect(principalId, tokenGroups));
    }

    /** Principals of whom nothing is known are one owner: their number is anybody's to choose. */
    private String owner(String principalId) {
        String id = AsciiCase.lower(principalId);
        return byPrincipal.containsKey(id) || groupsByMember.containsKey(id) ? id : null;
    }

    private PrincipalPermissions collect(String principalId, List<String> tokenGroups) {
        Set<String> all = principals(principalId, tokenGroups);
        List<Grant> grants = new ArrayList<>();
        for (String id : all) {
            grants.addAll(byPrincipal.getOrDefault(id, List.of()));
        }
        List<DenyRule> naming =
                denials.stream().filter(denial -> denial.names(all)).toList();
        return new PrincipalPermissions(
                principalId,
                all,
                List.copyOf(grants),
                naming.stream().filter(denial -> !denial.excludes(all)).toList(),
                naming.stream().filter(denial -> denial.excludes(all)).toList(),
                clock);
    }

    /**
     * Returns the principal and its groups: those that its token names, and those that it is in
     * now, directly or through other groups.
     */
    private Set<String> principals(String principalId, Collection<String> tokenGroups) {
        Set<String> all = new HashSet<>();
        Deque<String> open = new ArrayDeque<>();
        open.add(AsciiCase.lower(principalId));
        tokenGroups.forEach(group -> open.add(AsciiCase.lower(group)));
        while (!open.isEmpty()) {
            String id = open.remove();
            if (all.add(id)) {
                open.addAll(groupsByMember.getOrDefault(id, List.of()));
            }
        }
        return Set.copyOf(all);
    }
}
