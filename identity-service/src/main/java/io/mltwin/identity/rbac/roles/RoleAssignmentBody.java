package io.mltwin.identity.rbac.roles;

import io.mltwin.armweb.ArmResourceId;

/** A role assignment as Azure Resource Manager shows and takes it. */
record RoleAssignmentBody(String id, String type, String name, Properties properties) {

    record Properties(
            String roleDefinitionId,
            String principalId,
            String principalType,
            String scope,
            String description,
            String condition,
            String conditionVersion,
            String delegatedManagedIdentityResourceId,
            String createdOn,
            String updatedOn,
            String createdBy,
            String updatedBy) {}

    static RoleAssignmentBody of(RoleAssignment assignment) {
        ArmResourceId scope =
                assignment.scope().equals("/") ? ArmResourceId.ROOT : ArmResourceId.parse(assignment.scope());
        return new RoleAssignmentBody(
                scope.provider("Microsoft.Authorization", "roleAssignments", assignment.name())
                        .toString(),
                "Microsoft.Authorization/roleAssignments",
                assignment.name(),
                new Properties(
                        RoleDefinitionMapper.id(assignment.roleId(), scope),
                        assignment.principalId(),
                        assignment.principalType(),
                        assignment.scope(),
                        assignment.description(),
                        null,
                        null,
                        null,
                        assignment.createdOn().toString(),
                        assignment.updatedOn().toString(),
                        assignment.createdBy(),
                        assignment.updatedBy()));
    }
}
