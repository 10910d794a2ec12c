package io.mltwin.identity.rbac.roles;

import io.mltwin.identity.rbac.AccessControl;
import io.mltwin.resourceprovider.ResourceChange;
import io.mltwin.resourceprovider.ResourceProvider;
import io.mltwin.resourceprovider.ResourceType;
import jakarta.inject.Singleton;
import java.util.List;

/** Microsoft.Authorization/roleDefinitions at any scope. */
@Singleton
record RoleDefinitionsProvider(RoleDefinitionService service, RoleCatalog roles, AccessControl access)
        implements ResourceProvider {

    @Override
    public List<ResourceType> types() {
        return List.of(ResourceType.named("Microsoft.Authorization/roleDefinitions")
                .get(service::get)
                .exists(id -> roles.visible(id.name()).isPresent())
                .list(service::list)
                .put(ResourceChange.reading(RoleDefinitionBody.class, "role definition")
                        .validate((call, body) ->
                                RoleDefinitionValidator.validate(call.id().name(), body))
                        .prepare(service::authorizeWrite)
                        .apply(service::put)
                        .afterCommit(call -> access.refresh()))
                .delete(ResourceChange.withoutBody()
                        .prepare((call, none) -> service.authorizeDelete(call))
                        .apply((call, none, found) -> service.delete(call, found))
                        .afterCommit(call -> access.refresh()))
                .build());
    }
}
