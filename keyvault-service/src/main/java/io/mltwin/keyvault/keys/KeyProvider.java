package io.mltwin.keyvault.keys;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.keyvault.keys.ArmKeyService.ArmKeyBody;
import io.mltwin.keyvault.objects.ObjectName;
import io.mltwin.keyvault.permissions.VaultAuthorizer;
import io.mltwin.resourceprovider.ResourceChange;
import io.mltwin.resourceprovider.ResourceProvider;
import io.mltwin.resourceprovider.ResourceType;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Keys in Azure Resource Manager, {@code Microsoft.KeyVault/vaults/keys} (API 2023-07-01): a PUT
 * makes the first version of a key, and leaves one that is there as it is.
 */
@Singleton
record KeyProvider(ArmKeyService service, VaultAuthorizer authorizer) implements ResourceProvider {
    @Override
    public List<ResourceType> types() {
        return List.of(
                ResourceType.named(ArmKeyService.TYPE)
                        .get(call -> service.get(
                                call.id(), "", authorizer.forArm(call.id().parent())))
                        .list(call -> service.list(authorizer.forArm(call.id())))
                        .put(ResourceChange.reading(ArmKeyBody.class, "key")
                                .validate(
                                        (call, body) -> ObjectName.of(call.id().name()))
                                .prepare((call, body) ->
                                        authorizer.forArm(call.id().parent()))
                                .apply(service::put))
                        .build(),
                ResourceType.named(ArmKeyService.TYPE + "/versions")
                        .get(call -> version(call.id()))
                        .list(call -> service.versions(
                                call.id(), authorizer.forArm(call.id().parent())))
                        .build());
    }

    private ArmKeyBody version(ArmResourceId id) {
        return service.get(id.parent(), id.name(), authorizer.forArm(id.parent().parent()));
    }
}
