package io.mltwin.keyvault.vaults;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.keyvault.vaults.VaultBody.AccessPolicy;
import io.mltwin.keyvault.vaults.VaultBody.Permissions;
import io.mltwin.platform.Principals;
import io.mltwin.platform.ServiceName;
import io.mltwin.resourceprovider.JsonColumn;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

/**
 * The vault in Microsoft's own subscription where Azure ML keeps the SSH keys of attached virtual
 * machines and HDInsight clusters: of Microsoft's tenant, so that no customer's token opens it, and
 * with a policy for the application alone that reaches those machines. Azure Resource Manager knows
 * no such subscription.
 */
@Singleton
record MicrosoftVault(VaultRepository repository, VaultDataKeys keys, Principals principals, Clock clock) {
    static final String NAME = "aml-ssh-credentials";

    private static final UUID ID = UUID.fromString("0a1d0003-5a1e-4c0f-9d6e-7661756c7401");
    private static final String ARM_ID =
            "/subscriptions/0a1d0003-5a1e-4c0f-9d6e-737562730001/resourceGroups/azureml/providers/Microsoft.KeyVault/vaults/"
                    + NAME;
    private static final int RETENTION_DAYS = 90;

    /** Makes the vault unless it exists, within the caller's transaction. */
    void ensure() {
        if (repository.byName(NAME) != null) {
            return;
        }
        VaultEntity entity = new VaultEntity();
        entity.create(ArmResourceId.parse(ARM_ID), "eastus", clock.instant());
        entity.uid = ID;
        entity.tenantId = principals.tenantId();
        entity.sku = "standard";
        entity.accessPolicies = JsonColumn.write(List.of(policy()));
        entity.retentionDays = RETENTION_DAYS;
        entity.publicNetworkAccess = "Enabled";
        entity.wrappedDataKey = keys.generate(ID);
        repository.persist(entity);
    }

    private AccessPolicy policy() {
        return new AccessPolicy(
                principals.tenantId(),
                principals.service(ServiceName.COMPUTE).objectId(),
                null,
                new Permissions(List.of(), List.of("all"), List.of(), List.of()));
    }
}
