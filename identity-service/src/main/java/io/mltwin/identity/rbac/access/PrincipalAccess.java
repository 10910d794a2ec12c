package io.mltwin.identity.rbac.access;

import io.mltwin.armweb.AsciiCase;
import io.mltwin.identity.rbac.roles.RoleDefinition;
import java.time.Clock;
import java.util.List;
import java.util.Set;

/**
 * What one principal may do at one moment: its role assignments and those of its groups, and the
 * deny assignments about it. To be asked many times.
 */
public final class PrincipalAccess {

    private final String principalId;
    private final Set<String> all;
    private final List<Grant> grants;
    private final List<DenyRule> denials;
    private final List<DenyRule> exclusions;
    private final Clock clock;

    /**
     * The parts of a snapshot that are about a principal.
     *
     * @param all the principal and its groups, in lower case
     * @param denials deny assignments that name it and do not exclude it
     * @param exclusions deny assignments that name and exclude it
     */
    PrincipalAccess(
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

    /** An action and a scope as compared. */
    record Asked(String action, String scope, boolean data) {

        /** Null for what is no question, which is denied. */
        static Asked of(String action, String scope, boolean data) {
            String target = ScopeKey.of(scope);
            return target == null || action == null || !isAction(action)
                    ? null
                    : new Asked(AsciiCase.lower(action), target, data);
        }

        /** Azure's actions are words of ASCII; no pattern of a role is about anything else. */
        private static boolean isAction(String text) {
            for (int i = 0; i < text.length(); i++) {
                char letter = AsciiCase.lower(text.charAt(i));
                boolean known =
                        letter >= 'a' && letter <= 'z'
                                || letter >= '0' && letter <= '9'
                                || "./_-".indexOf(letter) >= 0;
                if (!known) {
                    return false;
                }
            }
            return !text.isEmpty();
        }
    }

    /** Deny assignments first, whatever the roles say; then any role that grants it. */
    public boolean isAllowed(String action, String scope, boolean data) {
        Asked asked = Asked.of(action, scope, data);
        return asked != null && denial(asked) == null && grant(asked) != null;
    }

    /** The deny assignment that denies it, or null. */
    DenyRule denial(Asked asked) {
        for (DenyRule denial : denials) {
            if (denial.covers(asked.scope())
                    && denial.rules().grants(asked.action(), asked.data())) {
                return denial;
            }
        }
        return null;
    }

    /** A role assignment that grants it, or null. */
    Grant grant(Asked asked) {
        for (Grant grant : grants) {
            if (grant.covers(asked.scope())
                    && grant.rules().grants(asked.action(), asked.data())
                    && grant.isInForce(clock)) {
                return grant;
            }
        }
        return null;
    }

    /** The permissions of each role that the principal has at a scope, hidden ones left out. */
    public List<RoleDefinition.Permission> permissionsAt(String scopeKey) {
        return grants.stream()
                .filter(grant -> grant.covers(scopeKey) && grant.isInForce(clock))
                .map(Grant::role)
                .filter(role -> role.kind() != RoleDefinition.Kind.FIRST_PARTY)
                .distinct()
                .flatMap(role -> role.permissions().stream())
                .toList();
    }

    public String principalId() {
        return principalId;
    }

    /** The principal and its groups, directly or through other groups, in lower case. */
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
