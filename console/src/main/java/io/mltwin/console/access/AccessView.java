package io.mltwin.console.access;

import io.mltwin.console.page.Section;
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
        ShownError error) {}
