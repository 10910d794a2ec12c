package io.mltwin.workspace.storage.accounts;

import io.mltwin.customerkeys.CustomerKeys;
import io.mltwin.managedidentities.HostedIdentity;
import io.mltwin.managedidentities.IdentityBody;
import io.mltwin.platform.Addresses;
import io.mltwin.platform.ServiceName;
import io.mltwin.workspace.storage.accounts.StorageAccountBody.Encryption;
import io.mltwin.workspace.storage.accounts.StorageAccountBody.EncryptionIdentity;
import io.mltwin.workspace.storage.accounts.StorageAccountBody.Endpoints;
import io.mltwin.workspace.storage.accounts.StorageAccountBody.KeyCreationTime;
import io.mltwin.workspace.storage.accounts.StorageAccountBody.KeyVaultProperties;
import io.mltwin.workspace.storage.accounts.StorageAccountBody.SecondaryEndpoints;
import io.mltwin.workspace.storage.accounts.StorageAccountBody.Service;
import io.mltwin.workspace.storage.accounts.StorageAccountBody.Services;
import io.mltwin.workspace.storage.accounts.StorageAccountBody.Sku;
import java.util.List;

/** Maps between rows and wire bodies of storage accounts. */
final class StorageAccountMapper {

    private StorageAccountMapper() {}

    static StorageAccount account(StorageAccountEntity entity) {
        return new StorageAccount(
                entity.uid,
                entity.armId(),
                entity.name,
                entity.tenantId,
                entity.allowSharedKeyAccess,
                entity.allowBlobPublicAccess,
                entity.minimumTlsVersion,
                NetworkRules.of(entity),
                entity.sku,
                entity.kind,
                entity.accessTier,
                new SoftDelete(entity.blobRetentionDays, entity.containerRetentionDays, entity.allowPermanentDelete),
                entity.versioning,
                entity.customerKeyId(),
                entity.hasScopes,
                entity.corsRules,
                null);
    }

    /** Takes over what the request names; the rest keeps its value or Azure's default. */
    static void apply(StorageAccountEntity entity, StorageAccountRequest request) {
        StorageAccountRequest.Properties properties = request.propertiesOrNone();
        if (request.sku() != null && request.sku().name() != null) {
            entity.sku = request.sku().name();
        }
        if (request.kind() != null) {
            entity.kind = request.kind();
        }
        entity.accessTier = or(properties.accessTier(), entity.accessTier);
        entity.allowSharedKeyAccess = or(properties.allowSharedKeyAccess(), entity.allowSharedKeyAccess);
        entity.allowBlobPublicAccess = or(properties.allowBlobPublicAccess(), entity.allowBlobPublicAccess);
        entity.allowCrossTenantReplication =
                or(properties.allowCrossTenantReplication(), entity.allowCrossTenantReplication);
        entity.defaultToOAuth = or(properties.defaultToOAuthAuthentication(), entity.defaultToOAuth);
        entity.largeFileSharesState = or(properties.largeFileSharesState(), entity.largeFileSharesState);
        entity.minimumTlsVersion = or(properties.minimumTlsVersion(), entity.minimumTlsVersion);
        entity.publicNetworkAccess = or(properties.publicNetworkAccess(), entity.publicNetworkAccess);
        if (properties.networkAcls() != null) {
            NetworkAclsMapper.apply(entity, properties.networkAcls());
        }
    }

    static StorageAccountBody body(StorageAccountEntity entity, Addresses addresses) {
        String created = entity.createdAt.toString();
        Service service = new Service(true, "Account", created);
        return new StorageAccountBody(
                new Sku(entity.sku, entity.sku.substring(0, entity.sku.indexOf('_'))),
                entity.kind,
                IdentityBody.of(entity.id, HostedIdentity.read(entity.identities)),
                new StorageAccountBody.Properties(
                        "Succeeded",
                        created,
                        entity.location,
                        "available",
                        endpoints(entity.name, addresses),
                        StorageAccountValidator.hasReadableSecondary(entity.sku) ? "available" : null,
                        secondary(entity, addresses),
                        true,
                        encryption(entity, new Services(service, service)),
                        NetworkAclsMapper.body(entity),
                        entity.publicNetworkAccess,
                        entity.accessTier,
                        entity.allowBlobPublicAccess,
                        entity.allowSharedKeyAccess,
                        entity.allowCrossTenantReplication,
                        entity.defaultToOAuth,
                        entity.largeFileSharesState,
                        entity.minimumTlsVersion,
                        new KeyCreationTime(entity.key1Created.toString(), entity.key2Created.toString()),
                        List.of()));
    }

    private static Encryption encryption(StorageAccountEntity entity, Services services) {
        return entity.hasCustomerKey()
                ? new Encryption(
                        services,
                        "Microsoft.Keyvault",
                        new KeyVaultProperties(
                                entity.keyName,
                                entity.keyVersion == null ? "" : entity.keyVersion,
                                entity.keyVaultUri,
                                CustomerKeys.versionOf(entity.wrappedDataKey),
                                entity.keyRotated.toString()),
                        entity.keyIdentity == null ? null : new EncryptionIdentity(entity.keyIdentity))
                : new Encryption(services, "Microsoft.Storage", null, null);
    }

    /**
     * Deviation: queue, table and dfs are named because clients read them, but nothing answers
     * there.
     */
    private static Endpoints endpoints(String name, Addresses addresses) {
        return new Endpoints(
                url(addresses.blobHost(name)),
                url(addresses.fileHost(name)),
                url(addresses.host(name + ".queue.core", ServiceName.WORKSPACE)),
                url(addresses.host(name + ".table.core", ServiceName.WORKSPACE)),
                url(addresses.host(name + ".dfs.core", ServiceName.WORKSPACE)));
    }

    private static SecondaryEndpoints secondary(StorageAccountEntity entity, Addresses addresses) {
        return StorageAccountValidator.hasReadableSecondary(entity.sku)
                ? new SecondaryEndpoints(url(addresses.blobHost(entity.name + "-secondary")))
                : null;
    }

    static String url(String host) {
        return "https://" + host + "/";
    }

    private static <T> T or(T given, T otherwise) {
        return given == null ? otherwise : given;
    }
}
