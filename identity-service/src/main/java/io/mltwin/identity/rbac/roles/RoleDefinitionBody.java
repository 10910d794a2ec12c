package io.mltwin.identity.rbac.roles;

import java.util.List;

/** A role definition as Azure Resource Manager shows and takes it. */
record RoleDefinitionBody(String id, String type, String name, Properties properties) {

    record Properties(
            String roleName,
            String type,
            String description,
            List<String> assignableScopes,
            List<RoleDefinition.Permission> permissions,
            String createdOn,
            String updatedOn,
            String createdBy,
            String updatedBy) {}
}
