package io.mltwin.workspace.groups;

import io.mltwin.resourceprovider.ResourceChange;
import io.mltwin.resourceprovider.ResourceProvider;
import io.mltwin.resourceprovider.ResourceType;
import jakarta.inject.Singleton;
import java.util.List;

/** Microsoft.Resources/subscriptions/resourceGroups. */
@Singleton
class ResourceGroupProvider implements ResourceProvider {

    private static final String NOUN = "resource group";

    private final ResourceGroupService service;

    ResourceGroupProvider(ResourceGroupService service) {
        this.service = service;
    }

    @Override
    public List<ResourceType> types() {
        return List.of(ResourceType.named(ResourceGroupValidator.TYPE)
                .get(call -> service.get(call.id()))
                .headWithoutContent()
                .list(call ->
                        service.list(call.id(), GroupFilter.parse(call.query().get("$filter"))))
                .put(ResourceChange.reading(ResourceGroupBody.class, NOUN)
                        .validate((call, body) -> ResourceGroupValidator.validate(call.id(), body))
                        .apply((call, body) -> service.put(call.id(), body)))
                .patch(ResourceChange.reading(ResourceGroupBody.class, NOUN)
                        .apply((call, body) -> service.patch(call.id(), body)))
                .delete(service::delete)
                .build());
    }
}
