package io.mltwin.telemetry.components;

import io.mltwin.resourceprovider.ResourceChange;
import io.mltwin.resourceprovider.ResourceProvider;
import io.mltwin.resourceprovider.ResourceType;
import jakarta.inject.Singleton;
import java.util.List;

/** {@code Microsoft.Insights/components} behind Azure Resource Manager. */
@Singleton
class ComponentProvider implements ResourceProvider {

    private final ComponentService service;
    private final ComponentKeys keys;

    ComponentProvider(ComponentService service, ComponentKeys keys) {
        this.service = service;
        this.keys = keys;
    }

    @Override
    public List<ResourceType> types() {
        return List.of(ResourceType.named(ComponentMapper.TYPE)
                .get(call -> service.get(call.id()))
                .list(call -> service.list(call.id().subscriptionId(), call.id().resourceGroup()))
                .put(ResourceChange.reading(ComponentBody.class, "component")
                        .validate((call, body) -> ComponentValidator.validate(call.id(), body))
                        .prepare((call, body) -> keys.generate())
                        .apply(service::put))
                .patch(ResourceChange.reading(ComponentBody.class, "component").apply(service::patchTags))
                .delete(service::delete)
                .build());
    }
}
