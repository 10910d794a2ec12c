package io.mltwin.console.access;

import io.mltwin.console.page.PageFrame.Section;
import io.mltwin.console.page.ShownError;
import io.mltwin.console.roles.DenyAssignment;
import io.mltwin.console.roles.RoleDefinition;
import io.mltwin.console.scopes.ScopeLink;
import java.util.List;

/**
 * The page about access.
 *
 * @param path the scope in links
 * @param hasKeys whether the scope is a resource with access keys
 * @param mine what the reader's own roles allow, role by role
 * @param operations names for the completion of actions
 * @param who the principal that was typed in the form that assigns a role
 * @param role the role that was chosen there
 * @param problem what is wrong with the form, in the language of the reader; null for nothing
 * @param error of the action that was tried; null for none
 */
public record AccessView(
        List<ScopeLink> trail,
        String path,
        boolean hasKeys,
        Section<RoleDefinition.Permission> mine,
        Section<AssignmentRow> assignments,
        Section<DenyAssignment> denyAssignments,
        Section<RoleDefinition> roles,
        List<String> operations,
        boolean mayAssign,
        boolean mayRemove,
        boolean mayDefine,
        AccessQuestion question,
        String who,
        String role,
        String problem,
        ShownError error) {

    /**
     * An assignment that was tried and failed: the page shows it again as it was typed.
     *
     * @param problem what is wrong with the input, in the language of the reader; null for nothing
     * @param error null when Azure was not asked
     */
    record AccessAttempt(String who, String role, String problem, ShownError error) {

        static final AccessAttempt NONE = new AccessAttempt("", "", null, null);

        static AccessAttempt failed(ShownError error) {
            return new AccessAttempt("", "", null, error);
        }
    }

    /**
     * A role assignment as the page shows it.
     *
     * @param scopePath the scope in a link
     * @param here whether it is assigned at this scope, not above it
     */
    public record AssignmentRow(
            String id,
            String principal,
            String principalType,
            String role,
            String scope,
            String scopePath,
            boolean here) {}
}
