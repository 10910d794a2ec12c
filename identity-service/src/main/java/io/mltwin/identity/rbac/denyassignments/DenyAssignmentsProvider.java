package io.mltwin.identity.rbac.denyassignments;

import io.mltwin.armweb.AzureException;
import io.mltwin.identity.rbac.roles.ListBody;
import io.mltwin.resourceprovider.ResourceProvider;
import io.mltwin.resourceprovider.ResourceType;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Microsoft.Authorization/denyAssignments at any scope, for reading: as in Azure, none can be
 * created through Azure Resource Manager (API version 2022-04-01).
 */
@Singleton
record DenyAssignmentsProvider(DenyAssignmentService service) implements ResourceProvider {

    @Override
    public List<ResourceType> types() {
        return List.of(ResourceType.named("Microsoft.Authorization/denyAssignments")
                .get(call -> service.find(call.id().providerScope(), call.id().name())
                        .map(DenyAssignmentMapper::body)
                        .orElseThrow(() -> notFound(call.id().name())))
                .list(call -> ListBody.page(
                        call,
                        service.list(call.id(), call.query().get("$filter"), call.caller()),
                        DenyAssignmentMapper::body))
                .build());
    }

    private static AzureException notFound(String name) {
        return AzureException.notFound("DenyAssignmentNotFound", "The deny assignment '%s' is not found.", name);
    }
}
