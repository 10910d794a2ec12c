package io.mltwin.identity.rbac.access;

import static io.mltwin.armweb.ArmErrors.authorizationFailed;
import static io.mltwin.armweb.ArmErrors.denyAssignmentAuthorizationFailed;

import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Caller;
import io.mltwin.armweb.DecisionHeader;
import io.mltwin.identity.rbac.denyassignments.DenyAssignment;

/**
 * A denied check.
 *
 * @param id by which it can be explained
 * @param denyAssignment the one that blocked a role that would have granted it, else null
 */
public record Denial(String id, DenyAssignment.Reference denyAssignment) {

    /** Returns the 403 of Azure Resource Manager. */
    public AzureException fault(Caller caller, String action, String scope) {
        AzureException fault = denyAssignment == null
                ? authorizationFailed(caller, action, scope)
                : denyAssignmentAuthorizationFailed(
                        caller, action, scope, denyAssignment.name(), denyAssignment.id(), denyAssignment.scope());
        return DecisionHeader.on(fault, id);
    }
}
