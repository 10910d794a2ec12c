package io.mltwin.console.roles;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/** A deny assignment as Azure Resource Manager shows it. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record DenyAssignment(String id, Properties properties) {

    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Properties(
            String denyAssignmentName, String description, String scope, List<RoleDefinition.Permission> permissions) {}
}
