package io.mltwin.console.roles;

import java.util.List;

/** A deny assignment as Azure Resource Manager shows it. */
public record DenyAssignment(String id, Properties properties) {

    public record Properties(
            String denyAssignmentName, String description, String scope, List<RoleDefinition.Permission> permissions) {}
}
