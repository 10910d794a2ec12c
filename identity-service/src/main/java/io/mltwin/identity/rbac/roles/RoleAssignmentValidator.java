package io.mltwin.identity.rbac.roles;

import static io.mltwin.armweb.ArmErrors.invalidRequestContentIf;
import static io.mltwin.armweb.AzureException.notBuiltIf;
import static io.mltwin.encoding.Absence.isBlank;
import static io.mltwin.identity.rbac.roles.RoleErrors.invalidAssignmentId;

/** Validates requests for role assignments. */
final class RoleAssignmentValidator {

    private RoleAssignmentValidator() {}

    /** Validates a PUT. */
    static void validate(String name, RoleAssignmentBody body) {
        if (Guid.read(name) == null) {
            throw invalidAssignmentId(name);
        }
        invalidRequestContentIf(body.properties() == null, "The request content has no 'properties'.");
        refuseUnenforced(body.properties());
    }

    private static void refuseUnenforced(RoleAssignmentBody.Properties wanted) {
        notBuiltIf(!isBlank(wanted.condition()), "A condition on a role assignment");
        notBuiltIf(!isBlank(wanted.delegatedManagedIdentityResourceId()), "A delegated managed identity");
    }
}
