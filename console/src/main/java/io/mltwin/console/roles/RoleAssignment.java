package io.mltwin.console.roles;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/** A role assignment as Azure Resource Manager shows it. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record RoleAssignment(String id, String name, Properties properties) {

    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Properties(
            String roleDefinitionId,
            String principalId,
            String principalType,
            String scope,
            String createdOn,
            String createdBy) {}
}
