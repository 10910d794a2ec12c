package io.mltwin.identity.rbac.roles;

import com.fasterxml.jackson.core.type.TypeReference;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.Json;
import io.mltwin.identity.rbac.roles.RoleDefinition.Permission;
import java.util.List;

/** Maps custom roles between row, record and Azure's body. */
final class RoleDefinitionMapper {

    private static final TypeReference<List<Permission>> PERMISSIONS = new TypeReference<>() {};
    private static final TypeReference<List<String>> SCOPES = new TypeReference<>() {};

    private RoleDefinitionMapper() {}

    static RoleDefinition definition(RoleDefinitionEntity row) {
        return new RoleDefinition(
                row.roleId(),
                RoleDefinition.Kind.CUSTOM,
                row.tenantId(),
                row.roleName(),
                row.description(),
                Json.read(row.permissions(), PERMISSIONS),
                Json.read(row.assignableScopes(), SCOPES),
                row.createdOn(),
                row.updatedOn(),
                row.createdBy(),
                row.updatedBy());
    }

    static void describe(RoleDefinitionEntity row, RoleDefinitionBody.Properties properties) {
        row.describe(
                properties.roleName(),
                properties.description(),
                Json.write(properties.permissions()),
                Json.write(properties.assignableScopes()));
    }

    static void limit(RoleDefinitionEntity row, List<String> assignableScopes) {
        RoleDefinition role = definition(row);
        describe(
                row,
                new RoleDefinitionBody.Properties(
                        role.roleName(),
                        null,
                        role.description(),
                        assignableScopes,
                        role.permissions(),
                        null,
                        null,
                        null,
                        null));
    }

    /** Returns the body. Azure shows a role under the subscription of the request. */
    static RoleDefinitionBody body(RoleDefinition role, ArmResourceId scope) {
        return new RoleDefinitionBody(
                id(role.roleId(), scope),
                "Microsoft.Authorization/roleDefinitions",
                role.roleId(),
                new RoleDefinitionBody.Properties(
                        role.roleName(),
                        role.kind().armType(),
                        role.description(),
                        role.assignableScopes(),
                        role.permissions(),
                        text(role.createdOn()),
                        text(role.updatedOn()),
                        role.createdBy(),
                        role.updatedBy()));
    }

    static String id(String roleId, ArmResourceId scope) {
        ArmResourceId at = scope.subscriptionId() == null
                ? ArmResourceId.ROOT
                : ArmResourceId.subscription(scope.subscriptionId());
        return at.provider("Microsoft.Authorization", "roleDefinitions", roleId).toString();
    }

    private static String text(Object time) {
        return time == null ? null : time.toString();
    }
}
