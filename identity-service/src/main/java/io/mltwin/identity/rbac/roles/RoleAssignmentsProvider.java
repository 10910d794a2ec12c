package io.mltwin.identity.rbac.roles;

import io.mltwin.identity.rbac.AccessControl;
import io.mltwin.resourceprovider.ResourceChange;
import io.mltwin.resourceprovider.ResourceProvider;
import io.mltwin.resourceprovider.ResourceType;
import jakarta.inject.Singleton;
import java.util.List;

/** Microsoft.Authorization/roleAssignments at any scope. */
@Singleton
record RoleAssignmentsProvider(RoleAssignmentService service, AccessControl access) implements ResourceProvider {

    @Override
    public List<ResourceType> types() {
        return List.of(ResourceType.named("Microsoft.Authorization/roleAssignments")
                .get(service::get)
                .exists(id -> service.exists(id.providerScope(), id.name()))
                .list(call -> ListBody.page(call, service.list(call), RoleAssignmentBody::of))
                .put(ResourceChange.reading(RoleAssignmentBody.class, "role assignment")
                        .validate((call, body) ->
                                RoleAssignmentValidator.validate(call.id().name(), body))
                        .apply(service::put)
                        .afterCommit(call -> access.refresh()))
                .delete(ResourceChange.withoutBody().apply(service::delete).afterCommit(call -> access.refresh()))
                .build());
    }
}
