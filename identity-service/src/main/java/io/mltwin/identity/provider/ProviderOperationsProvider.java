package io.mltwin.identity.provider;

import static io.mltwin.armweb.AzureException.notFound;

import io.mltwin.armweb.ArmCall;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.resourceprovider.ResourceProvider;
import io.mltwin.resourceprovider.ResourceType;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Microsoft.Authorization/providerOperations: the operations of all providers or of one, with those
 * of its resource types when {@code $expand=resourceTypes} asks for them.
 */
@Singleton
record ProviderOperationsProvider(ProviderOperations operations) implements ResourceProvider {

    @Override
    public List<ResourceType> types() {
        return List.of(ResourceType.named("Microsoft.Authorization/providerOperations")
                .get(call -> body(find(call.id().name()), call))
                .list(call -> operations.all().stream()
                        .map(provider -> body(provider, call))
                        .toList())
                .build());
    }

    private static ProviderOperationsBody body(ProviderOperations.Namespace provider, ArmCall call) {
        return ProviderOperationsMapper.body(
                provider, AsciiCase.equal("resourceTypes", call.query().get("$expand")));
    }

    private ProviderOperations.Namespace find(String namespace) {
        return operations
                .find(namespace)
                .orElseThrow(() -> notFound(
                        "ProviderNotFound",
                        "There is no resource provider '%s' whose operations are known.",
                        namespace));
    }
}
