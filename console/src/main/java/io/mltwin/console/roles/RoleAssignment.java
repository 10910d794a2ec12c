package io.mltwin.console.roles;

/** A role assignment as Azure Resource Manager shows it. */
public record RoleAssignment(String id, String name, Properties properties) {

    public record Properties(
            String roleDefinitionId,
            String principalId,
            String principalType,
            String scope,
            String createdOn,
            String createdBy) {}
}
