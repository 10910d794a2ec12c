package io.mltwin.keyvault.secrets;

import io.mltwin.keyvault.objects.ObjectName;
import io.mltwin.resourceprovider.ResourceChange;
import io.mltwin.resourceprovider.ResourceProvider;
import io.mltwin.resourceprovider.ResourceType;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Secrets in Azure Resource Manager, {@code Microsoft.KeyVault/vaults/secrets} (API 2023-07-01):
 * templates write them with the right to write there, and nobody reads a value.
 */
@Singleton
class SecretProvider implements ResourceProvider {

    private final ArmSecretService service;

    SecretProvider(ArmSecretService service) {
        this.service = service;
    }

    @Override
    public List<ResourceType> types() {
        return List.of(
                ResourceType.named(ArmSecretService.TYPE)
                        .get(call -> service.get(call.id()))
                        .list(call -> service.list(call.id()))
                        .put(
                                ResourceChange.reading(ArmSecretBody.class, "secret")
                                        .validate((call, body) -> ObjectName.of(call.id().name()))
                                        .prepare((call, body) -> service.open(call))
                                        .apply(service::put))
                        .patch(
                                ResourceChange.reading(ArmSecretBody.class, "secret")
                                        .validate((call, body) -> ObjectName.of(call.id().name()))
                                        .prepare((call, body) -> service.open(call))
                                        .apply(service::patch))
                        .build());
    }
}
