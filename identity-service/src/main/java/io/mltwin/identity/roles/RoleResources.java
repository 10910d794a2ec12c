package io.mltwin.identity.roles;

import io.mltwin.armweb.ArmResourceId;
import jakarta.enterprise.context.ApplicationScoped;

/** Which role assignments and definitions exist. */
@ApplicationScoped
public class RoleResources {

    private final RoleAssignmentService assignments;
    private final RoleCatalog roles;

    RoleResources(RoleAssignmentService assignments, RoleCatalog roles) {
        this.assignments = assignments;
        this.roles = roles;
    }

    public boolean exists(ArmResourceId id) {
        return switch (id.type()) {
            case "Microsoft.Authorization/roleAssignments" ->
                    assignments.exists(id.providerScope(), id.name());
            case "Microsoft.Authorization/roleDefinitions" -> roles.visible(id.name()).isPresent();
            default -> false;
        };
    }
}
