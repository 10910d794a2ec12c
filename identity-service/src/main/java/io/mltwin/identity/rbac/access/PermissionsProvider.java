package io.mltwin.identity.rbac.access;

import io.mltwin.resourceprovider.ResourceProvider;
import io.mltwin.resourceprovider.ResourceType;
import jakarta.inject.Singleton;
import java.util.List;

/** Microsoft.Authorization/permissions: the caller's own permissions at a scope, role by role. */
@Singleton
record PermissionsProvider(AccessService access) implements ResourceProvider {

    @Override
    public List<ResourceType> types() {
        return List.of(ResourceType.named("Microsoft.Authorization/permissions")
                .list(call -> access.snapshot()
                        .of(call.caller().objectId(), call.caller().groups())
                        .permissionsAt(call.id().key()))
                .build());
    }
}
