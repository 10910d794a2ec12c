package io.mltwin.identity.rbac.denyassignments;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.mltwin.identity.rbac.roles.RoleDefinition.Permission;
import java.util.List;

/** A deny assignment as Azure Resource Manager shows it, API version 2022-04-01. */
record DenyAssignmentBody(String id, String type, String name, Properties properties) {

    record Properties(
            String denyAssignmentName,
            String description,
            List<Permission> permissions,
            String scope,
            Boolean doNotApplyToChildScopes,
            List<DenyAssignment.Principal> principals,
            List<DenyAssignment.Principal> excludePrincipals,
            @JsonProperty("isSystemProtected") Boolean systemProtected,
            String createdOn,
            String updatedOn,
            String createdBy,
            String updatedBy) {}
}
