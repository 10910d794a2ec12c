package io.mltwin.identity.roles;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.ArmAnswer;
import io.mltwin.armweb.ArmCall;
import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.ArmProvider;
import io.mltwin.armweb.Caller;
import io.mltwin.identity.access.AccessService;
import io.mltwin.identity.access.ScopeKey;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Microsoft.Authorization/permissions: the caller's own permissions at a scope, role by role. */
@Singleton
class PermissionsProvider implements ArmProvider {

    private final RoleCatalog roles;
    private final AssignmentStore assignments;
    private final AccessService access;
    private final ObjectMapper json;

    PermissionsProvider(
            RoleCatalog roles,
            AssignmentStore assignments,
            AccessService access,
            ObjectMapper json) {
        this.roles = roles;
        this.assignments = assignments;
        this.access = access;
        this.json = json;
    }

    @Override
    public List<String> types() {
        return List.of("Microsoft.Authorization/permissions");
    }

    @Override
    public ArmAnswer handle(ArmCall call) {
        if (!call.isList()) {
            throw ArmErrors.methodNotAllowed(call);
        }
        return ArmAnswer.ok(
                ListBody.of(
                        json, permissions(call.caller(), call.id().key()), Function.identity()));
    }

    private List<RoleDefinition.Permission> permissions(Caller caller, String scopeKey) {
        Set<String> principals = access.snapshot().principals(caller.objectId(), caller.groups());
        Map<String, RoleDefinition> byId =
                roles.everything().stream()
                        .collect(Collectors.toMap(RoleDefinition::roleId, Function.identity()));
        return assignments.everything().stream()
                .filter(assignment -> principals.contains(assignment.principalId()))
                .filter(assignment -> ScopeKey.covers(ScopeKey.of(assignment.scope()), scopeKey))
                .map(RoleAssignment::roleId)
                .distinct()
                .filter(byId::containsKey)
                .flatMap(roleId -> byId.get(roleId).permissions().stream())
                .toList();
    }
}
