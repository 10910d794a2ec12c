package io.mltwin.identity.rbac.roles;

import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.AzureException;

/** Validates requests for role assignments. */
final class RoleAssignmentValidator {

    private RoleAssignmentValidator() {}

    /** Validates a PUT. */
    static void validate(String name, RoleAssignmentBody body) {
        if (Guid.read(name) == null) {
            throw RoleErrors.invalidAssignmentId(name);
        }
        if (body.properties() == null) {
            throw ArmErrors.invalidRequestContent("The request content has no 'properties'.");
        }
        refuseUnenforced(body.properties());
    }

    private static void refuseUnenforced(RoleAssignmentBody.Properties wanted) {
        if (wanted.condition() != null && !wanted.condition().isBlank()) {
            throw AzureException.notBuilt("A condition on a role assignment");
        }
        if (wanted.delegatedManagedIdentityResourceId() != null
                && !wanted.delegatedManagedIdentityResourceId().isBlank()) {
            throw AzureException.notBuilt("A delegated managed identity");
        }
    }
}
