package io.mltwin.keyvault.vaults;

import io.mltwin.keyvault.vaults.VaultBody.AccessPoliciesBody;
import io.mltwin.keyvault.vaults.VaultBody.NameQuery;
import io.mltwin.platform.Addresses;
import io.mltwin.resourceprovider.ResourceChange;
import io.mltwin.resourceprovider.ResourceProvider;
import io.mltwin.resourceprovider.ResourceType;
import io.mltwin.resourceprovider.ResourceType.Verb;
import io.mltwin.resourceprovider.TrackedRows;
import io.mltwin.resourceprovider.TrackedTypes;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Declares the types of the resource provider Microsoft.KeyVault: vaults, their access policies,
 * and deleted vaults.
 */
@Singleton
record VaultProvider(
        TrackedTypes kit,
        TrackedRows<VaultEntity> rows,
        VaultService service,
        VaultCache directory,
        VaultDataKeys keys,
        Addresses addresses)
        implements ResourceProvider {
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
        return kit.of(VaultMapper.TYPE, rows, VaultEntity::new, VaultBody.class, "vault")
                .unique(VaultErrors::taken)
                .validate((call, body) -> VaultValidator.validatePut(call.id().name(), body))
                .prepare((call, body) -> keys.generate())
                .apply(service::change)
                .show(row -> VaultMapper.body(row, addresses))
                .onList(service.tells("VaultList"))
                .partialPatch((call, body) -> VaultValidator.validatePatch(body))
                .softDelete(service::delete, VaultValidator::isRecovery, service::recover)
                .afterCommit(call -> directory.refresh(call.id().name()))
                .type()
                .build();
    }
}
