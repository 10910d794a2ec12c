package io.mltwin.identity.rbac.denyassignments;

import com.fasterxml.jackson.core.type.TypeReference;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.Json;
import io.mltwin.identity.rbac.ScopeKey;
import io.mltwin.identity.rbac.roles.RoleDefinition.Permission;
import java.util.List;

/** Maps deny assignments between row, record and Azure's body. */
final class DenyAssignmentMapper {

    private static final TypeReference<List<Permission>> PERMISSIONS = new TypeReference<>() {};
    private static final TypeReference<List<DenyAssignment.Principal>> PRINCIPALS = new TypeReference<>() {};

    private DenyAssignmentMapper() {}

    static DenyAssignment assignment(DenyAssignmentEntity row) {
        return new DenyAssignment(
                row.name,
                row.scope,
                row.displayName,
                row.description,
                Json.read(row.permissions, PERMISSIONS),
                row.notBelow,
                Json.read(row.principals, PRINCIPALS),
                Json.read(row.excludePrincipals, PRINCIPALS),
                row.systemProtected,
                row.createdOn,
                row.updatedOn,
                row.createdBy,
                row.updatedBy);
    }

    static void describe(DenyAssignmentEntity row, DenyAssignment wanted) {
        row.name = wanted.name();
        row.scope = wanted.scope();
        row.scopeKey = ScopeKey.of(wanted.scope());
        row.displayName = wanted.denyAssignmentName();
        row.description = wanted.description();
        row.permissions = Json.write(wanted.permissions());
        row.notBelow = wanted.doNotApplyToChildScopes();
        row.principals = Json.write(wanted.principals());
        row.excludePrincipals = Json.write(wanted.excludePrincipals());
        row.systemProtected = wanted.systemProtected();
        row.createdOn = wanted.createdOn();
        row.updatedOn = wanted.updatedOn();
        row.createdBy = wanted.createdBy();
        row.updatedBy = wanted.updatedBy();
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
