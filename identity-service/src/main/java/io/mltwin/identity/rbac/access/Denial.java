package io.mltwin.identity.rbac.access;

import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.AzureFault;
import io.mltwin.armweb.Caller;
import io.mltwin.armweb.DecisionHeader;
import io.mltwin.identity.rbac.denyassignments.DenyAssignment;

/**
 * A check that was answered no.
 *
 * @param id under which it is explained
 * @param denyAssignment what blocked a role that would have granted it, else null
 */
public record Denial(String id, DenyAssignment.Reference denyAssignment) {

    /** The 403 that Azure Resource Manager would answer. */
    public AzureFault fault(Caller caller, String action, String scope) {
        AzureFault fault =
                denyAssignment == null
                        ? ArmErrors.authorizationFailed(caller, action, scope)
                        : ArmErrors.denyAssignmentAuthorizationFailed(
                                caller,
                                action,
                                scope,
                                denyAssignment.name(),
                                denyAssignment.id(),
                                denyAssignment.scope());
        return DecisionHeader.on(fault, id);
    }
}
