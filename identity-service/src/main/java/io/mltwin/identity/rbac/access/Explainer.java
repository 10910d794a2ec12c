package io.mltwin.identity.rbac.access;

import io.mltwin.encoding.AsciiCase;
import io.mltwin.identity.rbac.ScopeKey;
import io.mltwin.identity.rbac.access.ExplanationBody.Assignment;
import io.mltwin.identity.rbac.access.ExplanationBody.Deny;
import io.mltwin.identity.rbac.access.ExplanationBody.Result;
import io.mltwin.identity.rbac.access.PrincipalPermissions.AccessRequest;
import io.mltwin.identity.rbac.denyassignments.DenyAssignment;
import io.mltwin.identity.rbac.roles.RoleDefinition;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Explains which assignment decides a check, by which part of its role, and what is missing. */
@Singleton
record Explainer(SmallestRole smallest) {

    private static final String TYPE = "/providers/Microsoft.Authorization/";

    /**
     * Explains a check.
     *
     * @param decision null for none
     * @param everywhere false leaves out assignments at scopes other than the given one and those
     *     above it
     */
    ExplanationBody explain(
            PrincipalPermissions access, AccessBody.Check check, boolean everywhere, String decision, Instant time) {
        AccessRequest asked = AccessRequest.of(check.action(), check.scope(), check.data());
        if (asked == null) {
            return new ExplanationBody(
                    decision,
                    time,
                    false,
                    "What was asked is no action at a scope, so it is denied.",
                    access.principalId(),
                    List.of(),
                    check.action(),
                    check.data(),
                    check.scope(),
                    List.of(),
                    List.of(),
                    null);
        }
        List<Assignment> assignments = assignments(access, asked, everywhere);
        List<Deny> denials = denials(access, asked, everywhere);
        boolean blocked = denials.stream().anyMatch(deny -> deny.result() == Result.DENIED);
        boolean granted = assignments.stream().anyMatch(one -> one.result() == Result.GRANTED);
        boolean allowed = granted && !blocked;
        return new ExplanationBody(
                decision,
                time,
                allowed,
                DecisionReason.of(assignments, denials, access.principalId()),
                access.principalId(),
                groups(access),
                check.action(),
                check.data(),
                check.scope(),
                assignments,
                denials,
                allowed || blocked
                        ? null
                        : smallest.find(asked, whereToAssign(check.action(), check.scope()))
                                .orElse(null));
    }

    private static List<String> groups(PrincipalPermissions access) {
        String self = AsciiCase.lower(access.principalId());
        return access.principals().stream()
                .filter(id -> !id.equals(self))
                .sorted()
                .toList();
    }

    private static List<Assignment> assignments(PrincipalPermissions access, AccessRequest asked, boolean everywhere) {
        List<Assignment> all = new ArrayList<>();
        for (Grant grant : access.grants()) {
            Assignment one = assignment(access, grant, asked);
            boolean hidden = grant.role().kind() == RoleDefinition.Kind.FIRST_PARTY && one.result() != Result.GRANTED;
            if (!hidden && (everywhere || one.result() != Result.OTHER_SCOPE)) {
                all.add(one);
            }
        }
        return all;
    }

    private static Assignment assignment(PrincipalPermissions access, Grant grant, AccessRequest asked) {
        PermissionMatcher.Match match = grant.rules().match(asked.action(), asked.data());
        Result result = result(match, grant.covers(asked.scope()), Result.GRANTED);
        if (result != Result.OTHER_SCOPE && !access.isInForce(grant)) {
            result = Result.NOT_IN_FORCE;
        }
        boolean matters = result != Result.OTHER_SCOPE;
        return new Assignment(
                idOf(
                        grant.assignment().scope(),
                        "roleAssignments",
                        grant.assignment().name()),
                grant.assignment().scope(),
                grant.assignment().principalId(),
                TYPE + "roleDefinitions/" + grant.role().roleId(),
                grant.role().roleName(),
                result,
                matters ? match.pattern() : null,
                matters ? match.subtractedBy() : null);
    }

    private static List<Deny> denials(PrincipalPermissions access, AccessRequest asked, boolean everywhere) {
        List<Deny> all = new ArrayList<>();
        access.denials().forEach(rule -> all.add(deny(rule, asked, Result.DENIED)));
        access.exclusions().forEach(rule -> all.add(deny(rule, asked, Result.EXCLUDED)));
        return all.stream()
                .filter(deny -> everywhere || deny.result() != Result.OTHER_SCOPE)
                .toList();
    }

    private static Deny deny(DenyRule rule, AccessRequest asked, Result whenItApplies) {
        PermissionMatcher.Match match = rule.rules().match(asked.action(), asked.data());
        DenyAssignment found = rule.assignment();
        return new Deny(
                idOf(found.scope(), "denyAssignments", found.name()),
                found.denyAssignmentName(),
                found.scope(),
                result(match, rule.covers(asked.scope()), whenItApplies),
                match.pattern(),
                match.subtractedBy());
    }

    private static Result result(PermissionMatcher.Match match, boolean covers, Result whenItCounts) {
        if (!covers) {
            return Result.OTHER_SCOPE;
        }
        if (match.counts()) {
            return whenItCounts;
        }
        return match.pattern() == null ? Result.NOT_NAMED : Result.SUBTRACTED;
    }

    private static String idOf(String scope, String type, String name) {
        return (scope.equals(ScopeKey.ROOT) ? "" : scope) + TYPE + type + "/" + name;
    }

    /**
     * Returns the scope of the check; for a write of a resource its parent, since the resource may
     * not exist yet.
     */
    static String whereToAssign(String action, String scope) {
        String type = action.substring(0, Math.max(0, action.lastIndexOf('/')));
        int provider = AsciiCase.lower(scope).lastIndexOf("/providers/");
        boolean writesItself = AsciiCase.lower(action).endsWith("/write")
                && provider > 0
                && AsciiCase.equal(typeOf(scope.substring(provider + "/providers/".length())), type);
        if (!writesItself) {
            return scope;
        }
        boolean topLevel = type.indexOf('/') == type.lastIndexOf('/');
        return topLevel
                ? scope.substring(0, provider)
                : scope.substring(0, scope.lastIndexOf('/', scope.lastIndexOf('/') - 1));
    }

    /** Returns the type of {@code Namespace/type/name/child/name}. */
    private static String typeOf(String afterProviders) {
        String[] parts = afterProviders.split("/");
        StringBuilder type = new StringBuilder(parts[0]);
        for (int i = 1; i < parts.length; i += 2) {
            type.append('/').append(parts[i]);
        }
        return type.toString();
    }
}
