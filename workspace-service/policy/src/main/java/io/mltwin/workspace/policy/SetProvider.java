package io.mltwin.workspace.policy;

import io.mltwin.armweb.ArmCall;
import io.mltwin.resourceprovider.ResourceChange;
import io.mltwin.resourceprovider.ResourceProvider;
import io.mltwin.resourceprovider.ResourceType;
import jakarta.inject.Singleton;
import java.util.List;

/** Microsoft.Authorization/policySetDefinitions of subscriptions. */
@Singleton
record SetProvider(SetService service) implements ResourceProvider {
    @Override
    public List<ResourceType> types() {
        return List.of(ResourceType.named(SetBody.TYPE)
                .get(call -> PolicyMapper.body(service.get(call.id())))
                .list(this::list)
                .put(ResourceChange.reading(SetBody.class, "policy set definition")
                        .apply(service::put))
                .delete(call -> service.delete(call.id()))
                .build());
    }

    private List<SetBody> list(ArmCall call) {
        DefinitionFilter filter = DefinitionFilter.of(call);
        return service.list(call.id()).stream()
                .filter(set -> filter.admits(set.properties().policyType(), set.category()))
                .map(PolicyMapper::body)
                .toList();
    }
}
