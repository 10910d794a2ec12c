package io.mltwin.identity.rbac.denyassignments;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.identity.rbac.ScopeKey;
import io.mltwin.identity.rbac.roles.RoleDefinition.Permission;
import java.util.List;

/** Maps deny assignments between row, record and Azure's body. */
final class DenyAssignmentMapper {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<List<Permission>> PERMISSIONS = new TypeReference<>() {};
    private static final TypeReference<List<DenyAssignment.Principal>> PRINCIPALS = new TypeReference<>() {};

    private DenyAssignmentMapper() {}

    static DenyAssignment assignment(DenyAssignmentEntity row) {
        try {
            return new DenyAssignment(
                    row.name,
                    row.scope,
                    row.displayName,
                    row.description,
                    JSON.readValue(row.permissions, PERMISSIONS),
                    row.notBelow,
                    JSON.readValue(row.principals, PRINCIPALS),
                    JSON.readValue(row.excludePrincipals, PRINCIPALS),
                    row.systemProtected,
                    row.createdOn,
                    row.updatedOn,
                    row.createdBy,
                    row.updatedBy);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the stored deny assignment " + row.name + " cannot be read", e);
        }
    }

    static void describe(DenyAssignmentEntity row, DenyAssignment wanted) {
        try {
            row.name = wanted.name();
            row.scope = wanted.scope();
            row.scopeKey = ScopeKey.of(wanted.scope());
            row.displayName = wanted.denyAssignmentName();
            row.description = wanted.description();
            row.permissions = JSON.writeValueAsString(wanted.permissions());
            row.notBelow = wanted.doNotApplyToChildScopes();
            row.principals = JSON.writeValueAsString(wanted.principals());
            row.excludePrincipals = JSON.writeValueAsString(wanted.excludePrincipals());
            row.systemProtected = wanted.systemProtected();
            row.createdOn = wanted.createdOn();
            row.updatedOn = wanted.updatedOn();
            row.createdBy = wanted.createdBy();
            row.updatedBy = wanted.updatedBy();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("lists of text can be written as JSON", e);
        }
    }

    static DenyAssignmentBody body(DenyAssignment found) {
        return new DenyAssignmentBody(
                ArmResourceId.parse(found.scope())
                        .provider("Microsoft.Authorization", "denyAssignments", found.name())
                        .toString(),
                "Microsoft.Authorization/denyAssignments",
                found.name(),
                new DenyAssignmentBody.Properties(
                        found.denyAssignmentName(),
                        found.description(),
                        found.permissions(),
                        found.scope(),
                        found.doNotApplyToChildScopes(),
                        found.principals(),
                        found.excludePrincipals(),
                        found.systemProtected(),
                        found.createdOn().toString(),
                        found.updatedOn().toString(),
                        found.createdBy(),
                        found.updatedBy()));
    }
}
