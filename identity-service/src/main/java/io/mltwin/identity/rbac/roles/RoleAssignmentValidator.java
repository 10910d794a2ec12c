package io.mltwin.identity.rbac.roles;

import static io.mltwin.armweb.ArmErrors.invalidRequestContent;
import static io.mltwin.identity.rbac.roles.RoleErrors.invalidAssignmentId;

import io.mltwin.armweb.Rules;

/** Validates requests for role assignments. */
final class RoleAssignmentValidator {

    private static final Rules<RoleAssignmentBody> RULES = Rules.of(
                    RoleAssignmentBody.class, "", (property, why) -> invalidRequestContent("%s", why))
            .required("The request content has no 'properties'.", "properties")
            .notBuiltIfAsked("A condition on a role assignment", "properties.condition")
            .notBuiltIfAsked("A delegated managed identity", "properties.delegatedManagedIdentityResourceId");

    private RoleAssignmentValidator() {}

    /** Validates a PUT. */
    static void validate(String name, RoleAssignmentBody body) {
        if (Guid.read(name) == null) {
            throw invalidAssignmentId(name);
        }
        RULES.check(body);
    }
}
