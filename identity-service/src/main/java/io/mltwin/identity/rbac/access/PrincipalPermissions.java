package io.mltwin.identity.rbac.access;

import io.mltwin.encoding.AsciiCase;
import io.mltwin.identity.rbac.ScopeKey;
import io.mltwin.identity.rbac.roles.RoleDefinition;
import io.mltwin.memory.BoundedMemory;
import java.time.Clock;
import java.util.List;
import java.util.Set;

/**
 * The permissions of one principal at one moment: its role assignments, those of its groups, and
 * the deny assignments that name it. Answers many checks.
 */
public final class PrincipalPermissions {

    private final String principalId;
    private final Set<String> all;
    private final List<Grant> grants;
    private final List<DenyRule> denials;
    private final List<DenyRule> exclusions;
    private final Clock clock;

    /**
     * Creates the permissions from the parts of a snapshot that concern the principal.
     *
     * @param all the principal and its groups, in lower case
     * @param denials deny assignments that name it and do not exclude it
     * @param exclusions deny assignments that name and exclude it
     */
    PrincipalPermissions(
            String principalId,
            Set<String> all,
            List<Grant> grants,
            List<DenyRule> denials,
            List<DenyRule> exclusions,
            Clock clock) {
        this.principalId = principalId;
        this.all = all;
        this.grants = grants;
        this.denials = denials;
        this.exclusions = exclusions;
        this.clock = clock;
    }

    /** An action and a scope in the form for comparison. */
    record AccessRequest(String action, String scope, boolean data) {

        /** Returns null for a malformed check, which is denied. */
        static AccessRequest of(String action, String scope, boolean data) {
            String target = ScopeKey.of(scope);
            return target == null || action == null || !isAction(action)
                    ? null
                    : new AccessRequest(AsciiCase.lower(action), target, data);
        }

        /** Returns true for printable ASCII, of which all of Azure's actions consist. */
        private static boolean isAction(String text) {
            for (int i = 0; i < text.length(); i++) {
                char letter = AsciiCase.lower(text.charAt(i));
                boolean known =
                        letter >= 'a' && letter <= 'z' || letter >= '0' && letter <= '9' || "./_-".indexOf(letter) >= 0;
                if (!known) {
                    return false;
                }
            }
            return !text.isEmpty();
        }
    }

    /** Returns true when no deny assignment denies the action and a role grants it. */
    public boolean isAllowed(String action, String scope, boolean data) {
        AccessRequest asked = AccessRequest.of(action, scope, data);
        return asked != null && denial(asked) == null && grant(asked) != null;
    }

    /** Returns the deny assignment that denies it, or null. */
    DenyRule denial(AccessRequest asked) {
        for (DenyRule denial : denials) {
            if (denial.covers(asked.scope()) && denial.rules().grants(asked.action(), asked.data())) {
                return denial;
            }
        }
        return null;
    }

    /** Returns a role assignment that grants it, or null. */
    Grant grant(AccessRequest asked) {
        for (Grant grant : grants) {
            if (grant.covers(asked.scope())
                    && grant.rules().grants(asked.action(), asked.data())
                    && grant.isInForce(clock)) {
                return grant;
            }
        }
        return null;
    }

    /**
     * Returns the permissions of each role that the principal has at a scope, without hidden roles.
     */
    public List<RoleDefinition.Permission> permissionsAt(String scopeKey) {
        return grants.stream()
                .filter(grant -> grant.covers(scopeKey) && grant.isInForce(clock))
                .map(Grant::role)
                .filter(role -> role.kind() != RoleDefinition.Kind.FIRST_PARTY)
                .distinct()
                .flatMap(role -> role.permissions().stream())
                .toList();
    }

    /** Returns what they weigh in memory, with the assignments that may be theirs alone by now. */
    int bytes() {
        return BoundedMemory.bytes(all.toString()) + 500 * grants.size();
    }

    public String principalId() {
        return principalId;
    }

    /** Returns the principal and its groups, direct or through other groups, in lower case. */
    public Set<String> principals() {
        return all;
    }

    List<Grant> grants() {
        return grants;
    }

    List<DenyRule> denials() {
        return denials;
    }

    List<DenyRule> exclusions() {
        return exclusions;
    }

    boolean isInForce(Grant grant) {
        return grant.isInForce(clock);
    }
}
