package io.mltwin.keyvault.vaults;

import com.fasterxml.jackson.core.type.TypeReference;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.datakeys.DataKey;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.keyvault.vaults.VaultBody.AccessPoliciesBody;
import io.mltwin.keyvault.vaults.VaultBody.AccessPoliciesProperties;
import io.mltwin.keyvault.vaults.VaultBody.AccessPolicy;
import io.mltwin.keyvault.vaults.VaultBody.Deleted;
import io.mltwin.keyvault.vaults.VaultBody.DeletedProperties;
import io.mltwin.keyvault.vaults.VaultBody.NetworkAcls;
import io.mltwin.keyvault.vaults.VaultBody.Properties;
import io.mltwin.keyvault.vaults.VaultBody.Sku;
import io.mltwin.platform.Addresses;
import io.mltwin.resourceprovider.JsonColumn;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Maps a vault's row to its wire form and to the data plane's {@link Vault}. */
final class VaultMapper {

    static final String TYPE = "Microsoft.KeyVault/vaults";

    private VaultMapper() {}

    static VaultBody body(VaultEntity entity, Addresses addresses) {
        Properties properties = new Properties(
                entity.tenantId,
                new Sku("A", entity.sku),
                policies(entity),
                "https://" + addresses.vaultHost(AsciiCase.lower(entity.name)) + "/",
                entity.enabledForDeployment,
                entity.enabledForDiskEncryption,
                entity.enabledForTemplateDeployment,
                true,
                entity.retentionDays,
                entity.rbac,
                entity.purgeProtection ? true : null,
                acls(entity),
                entity.publicNetworkAccess,
                null,
                "Succeeded");
        return new VaultBody(properties);
    }

    static AccessPoliciesBody policiesBody(VaultEntity entity) {
        return new AccessPoliciesBody(
                entity.id + "/accessPolicies/",
                null,
                TYPE + "/accessPolicies",
                entity.location,
                new AccessPoliciesProperties(policies(entity)));
    }

    static Deleted deleted(VaultEntity entity) {
        String id = ArmResourceId.subscription(entity.armId().subscriptionId())
                .provider("Microsoft.KeyVault", "locations", entity.location)
                .child("deletedVaults", entity.name)
                .toString();
        return new Deleted(
                id,
                entity.name,
                "Microsoft.KeyVault/deletedVaults",
                new DeletedProperties(
                        entity.id,
                        entity.location,
                        entity.deletedAt.truncatedTo(ChronoUnit.SECONDS).toString(),
                        entity.scheduledPurgeAt.truncatedTo(ChronoUnit.SECONDS).toString(),
                        entity.tags,
                        entity.purgeProtection));
    }

    static Vault vault(VaultEntity entity, DataKey dataKey) {
        return new Vault(
                entity.uid,
                entity.name,
                entity.id,
                entity.location,
                entity.tenantId,
                entity.sku.equals("premium"),
                entity.rbac,
                policies(entity),
                entity.retentionDays,
                entity.purgeProtection,
                NetworkRules.of(acls(entity), entity.publicNetworkAccess),
                dataKey);
    }

    private static NetworkAcls acls(VaultEntity entity) {
        return entity.networkAcls == null ? null : JsonColumn.read(entity.networkAcls, NetworkAcls.class);
    }

    static List<AccessPolicy> policies(VaultEntity entity) {
        return JsonColumn.read(entity.accessPolicies, new TypeReference<List<AccessPolicy>>() {});
    }
}
