package io.mltwin.identity.rbac.roles;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/** A role definition as Azure Resource Manager shows and takes it. */
@JsonIgnoreProperties(ignoreUnknown = true)
record RoleDefinitionBody(String id, String type, String name, Properties properties) {

    @JsonIgnoreProperties(ignoreUnknown = true)
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
