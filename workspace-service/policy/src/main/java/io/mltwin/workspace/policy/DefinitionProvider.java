package io.mltwin.workspace.policy;

import io.mltwin.armweb.ArmCall;
import io.mltwin.resourceprovider.ResourceChange;
import io.mltwin.resourceprovider.ResourceProvider;
import io.mltwin.resourceprovider.ResourceType;
import jakarta.inject.Singleton;
import java.util.List;

/** Microsoft.Authorization/policyDefinitions, of the tenant (Azure's own) and of subscriptions. */
@Singleton
record DefinitionProvider(DefinitionService service) implements ResourceProvider {
    @Override
    public List<ResourceType> types() {
        return List.of(ResourceType.named(DefinitionBody.TYPE)
                .get(call -> PolicyMapper.body(service.get(call.id())))
                .list(this::list)
                .put(ResourceChange.reading(DefinitionBody.class, "policy definition")
                        .apply(service::put))
                .delete(call -> service.delete(call.id()))
                .build());
    }

    private List<DefinitionBody> list(ArmCall call) {
        DefinitionFilter filter = DefinitionFilter.of(call);
        return service.list(call.id()).stream()
                .filter(definition -> filter.admits(definition.properties().policyType(), definition.category()))
                .map(PolicyMapper::body)
                .toList();
    }
}
