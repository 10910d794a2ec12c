package io.mltwin.identity.rbac.access;

import io.mltwin.encoding.AsciiCase;
import io.mltwin.identity.rbac.ScopeKey;
import io.mltwin.identity.rbac.denyassignments.DenyAssignment;
import java.util.Set;
import java.util.stream.Collectors;

/** A deny assignment in the form for evaluation ("Understand Azure deny assignments"). */
final class DenyRule {

    private final DenyAssignment assignment;
    private final String scopeKey;
    private final PermissionMatcher rules;
    private final Set<String> principals;
    private final Set<String> excluded;

    DenyRule(DenyAssignment assignment) {
        this.assignment = assignment;
        this.scopeKey = ScopeKey.of(assignment.scope());
        this.rules = PermissionMatcher.of(assignment.permissions());
        this.principals = ids(assignment.principals());
        this.excluded = ids(assignment.excludePrincipals());
    }

    private static Set<String> ids(Iterable<DenyAssignment.Principal> principals) {
        return java.util.stream.StreamSupport.stream(principals.spliterator(), false)
                .map(principal -> AsciiCase.lower(principal.id()))
                .collect(Collectors.toUnmodifiableSet());
    }

    DenyAssignment assignment() {
        return assignment;
    }

    /**
     * Returns true when it names the principal, one of its groups, or everybody.
     *
     * @param all the principal and its groups
     */
    boolean names(Set<String> all) {
        return principals.contains(DenyAssignment.EVERYBODY) || all.stream().anyMatch(principals::contains);
    }

    boolean excludes(Set<String> all) {
        return all.stream().anyMatch(excluded::contains);
    }

    boolean covers(String target) {
        return assignment.doNotApplyToChildScopes() ? scopeKey.equals(target) : ScopeKey.covers(scopeKey, target);
    }

    PermissionMatcher rules() {
        return rules;
    }
}
