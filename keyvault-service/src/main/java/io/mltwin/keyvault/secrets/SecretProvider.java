package io.mltwin.keyvault.secrets;

import io.mltwin.armweb.ArmCall;
import io.mltwin.keyvault.objects.ObjectName;
import io.mltwin.keyvault.permissions.VaultAuthorizer;
import io.mltwin.keyvault.permissions.VaultAuthorizer.OpenedVault;
import io.mltwin.resourceprovider.ResourceChange;
import io.mltwin.resourceprovider.ResourceProvider;
import io.mltwin.resourceprovider.ResourceType;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Secrets in Azure Resource Manager, {@code Microsoft.KeyVault/vaults/secrets} (API 2023-07-01):
 * templates write them, and nobody reads a value.
 */
@Singleton
record SecretProvider(ArmSecretService service, VaultAuthorizer authorizer) implements ResourceProvider {
    @Override
    public List<ResourceType> types() {
        return List.of(ResourceType.named(ArmSecretService.TYPE)
                .get(call -> service.get(call.id(), open(call)))
                .list(call -> service.list(authorizer.forArm(call.id())))
                .put(ResourceChange.reading(ArmSecretBody.class, "secret")
                        .validate((call, body) -> ObjectName.of(call.id().name()))
                        .prepare((call, body) -> open(call))
                        .apply(service::put))
                .patch(ResourceChange.reading(ArmSecretBody.class, "secret")
                        .validate((call, body) -> ObjectName.of(call.id().name()))
                        .prepare((call, body) -> open(call))
                        .apply(service::patch))
                .build());
    }

    private OpenedVault open(ArmCall call) {
        return authorizer.forArm(call.id().parent());
    }
}
