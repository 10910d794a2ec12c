package io.mltwin.keyvault.vaults;

import io.mltwin.keyvault.vaults.VaultBody.AccessPoliciesBody;
import io.mltwin.keyvault.vaults.VaultBody.NameQuery;
import io.mltwin.resourceprovider.ResourceChange;
import io.mltwin.resourceprovider.ResourceProvider;
import io.mltwin.resourceprovider.ResourceType;
import io.mltwin.resourceprovider.ResourceType.Verb;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Declares the types of the resource provider Microsoft.KeyVault: vaults, their access policies,
 * and deleted vaults.
 */
@Singleton
class VaultProvider implements ResourceProvider {

    private final VaultService service;
    private final VaultCache directory;
    private final VaultDataKeys keys;

    VaultProvider(VaultService service, VaultCache directory, VaultDataKeys keys) {
        this.service = service;
        this.directory = directory;
        this.keys = keys;
    }

    @Override
    public List<ResourceType> types() {
        return List.of(
                vaults(),
                ResourceType.named(VaultMapper.TYPE + "/accessPolicies")
                        .put(ResourceChange.reading(AccessPoliciesBody.class, "request content")
                                .validate(VaultValidator::validateChangeOfPolicies)
                                .apply(service::changePolicies)
                                .afterCommit(call ->
                                        directory.refresh(call.id().parent().name())))
                        .build(),
                ResourceType.named("Microsoft.KeyVault/deletedVaults")
                        .list(call -> service.listDeleted(call.id().subscriptionId()))
                        .build(),
                // Azure CLI asks for them with the vaults; there can be none
                ResourceType.named("Microsoft.KeyVault/deletedManagedHSMs")
                        .list(call -> List.of())
                        .notBuilt(Verb.values())
                        .build(),
                ResourceType.notBuilt("Microsoft.KeyVault/locations"),
                ResourceType.named("Microsoft.KeyVault/locations/deletedVaults")
                        .get(call -> service.getDeleted(DeletedVaultId.of(call.id())))
                        .action("purge", ResourceChange.withoutBody().apply(service::purge))
                        .build(),
                ResourceType.named("Microsoft.KeyVault/checkNameAvailability")
                        .post(ResourceChange.reading(NameQuery.class, "request content")
                                .apply((call, query) -> service.checkName(query.name())))
                        .build());
    }

    private ResourceType vaults() {
        return ResourceType.named(VaultMapper.TYPE)
                .get(call -> service.get(call.id()))
                .list(call -> service.list(call.id().subscriptionId(), call.id().resourceGroup()))
                .put(ResourceChange.reading(VaultBody.class, "vault")
                        .validate((call, body) ->
                                VaultValidator.validatePut(call.id().name(), body))
                        .prepare((call, body) -> keys.generate())
                        .apply(service::put)
                        .afterCommit(call -> directory.refresh(call.id().name())))
                .patch(ResourceChange.reading(VaultBody.class, "vault")
                        .validate((call, body) -> VaultValidator.validatePatch(body))
                        .apply(service::patch)
                        .afterCommit(call -> directory.refresh(call.id().name())))
                .delete(ResourceChange.withoutBody()
                        .apply(service::delete)
                        .afterCommit(call -> directory.refresh(call.id().name())))
                .build();
    }
}
