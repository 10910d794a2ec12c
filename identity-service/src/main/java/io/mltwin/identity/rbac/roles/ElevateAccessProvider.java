package io.mltwin.identity.rbac.roles;

import static io.mltwin.armweb.ArmErrors.methodNotAllowed;

import io.mltwin.armweb.ArmCall;
import io.mltwin.identity.rbac.AccessControl;
import io.mltwin.resourceprovider.ResourceChange;
import io.mltwin.resourceprovider.ResourceProvider;
import io.mltwin.resourceprovider.ResourceType;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Microsoft.Authorization/elevateAccess (API version 2016-07-01): makes a global administrator User
 * Access Administrator at the root. No role permits it to other callers.
 */
@Singleton
record ElevateAccessProvider(ElevationService service, AccessControl access) implements ResourceProvider {

    @Override
    public List<ResourceType> types() {
        return List.of(ResourceType.named("Microsoft.Authorization/elevateAccess")
                .require(ElevateAccessProvider::requireRoot)
                .post(ResourceChange.withoutBody().apply(service::elevate).afterCommit(call -> access.refresh()))
                .build());
    }

    private static void requireRoot(ArmCall call) {
        if (!call.id().isRoot()) {
            throw methodNotAllowed(call);
        }
    }
}
