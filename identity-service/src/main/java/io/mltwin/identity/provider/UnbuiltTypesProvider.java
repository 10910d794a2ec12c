package io.mltwin.identity.provider;

import io.mltwin.resourceprovider.ResourceProvider;
import io.mltwin.resourceprovider.ResourceType;
import jakarta.inject.Singleton;
import java.util.List;

/** Types of this provider that are not built yet. */
@Singleton
class UnbuiltTypesProvider implements ResourceProvider {

    @Override
    public List<ResourceType> types() {
        return List.of(ResourceType.notBuilt("Microsoft.ManagedIdentity"));
    }
}
