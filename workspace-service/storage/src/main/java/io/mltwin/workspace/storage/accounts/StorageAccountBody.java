package io.mltwin.workspace.storage.accounts;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.mltwin.managedidentities.IdentityBody;
import java.util.List;

/** A storage account as Azure Resource Manager shows it (2019-06-01 to 2024-01-01), without what each tracked resource has. */
public record StorageAccountBody(Sku sku, String kind, IdentityBody identity, Properties properties) {

    public record Sku(String name, String tier) {}

    public record Properties(
            String provisioningState,
            String creationTime,
            String primaryLocation,
            String statusOfPrimary,
            Endpoints primaryEndpoints,
            String statusOfSecondary,
            SecondaryEndpoints secondaryEndpoints,
            boolean supportsHttpsTrafficOnly,
            Encryption encryption,
            NetworkAcls networkAcls,
            String publicNetworkAccess,
            String accessTier,
            boolean allowBlobPublicAccess,
            boolean allowSharedKeyAccess,
            boolean allowCrossTenantReplication,
            boolean defaultToOAuthAuthentication,
            String largeFileSharesState,
            String minimumTlsVersion,
            KeyCreationTime keyCreationTime,
            List<String> privateEndpointConnections) {}

    public record Endpoints(String blob, String file, String queue, String table, String dfs) {}

    /** Of an account whose replica can be read. */
    public record SecondaryEndpoints(String blob) {}

    public record Encryption(
            Services services,
            String keySource,
            @JsonProperty("keyvaultproperties") KeyVaultProperties keyVaultProperties,
            EncryptionIdentity identity) {}

    /** The customer's key; {@code keyversion} is empty when the newest is followed. */
    public record KeyVaultProperties(
            @JsonProperty("keyname") String keyName,
            @JsonProperty("keyversion") String keyVersion,
            @JsonProperty("keyvaulturi") String keyVaultUri,
            String currentVersionedKeyIdentifier,
            String lastKeyRotationTimestamp) {}

    public record EncryptionIdentity(String userAssignedIdentity) {}

    public record Services(Service blob, Service file) {}

    public record Service(boolean enabled, String keyType, String lastEnabledTime) {}

    public record NetworkAcls(
            String bypass, List<String> virtualNetworkRules, List<IpRule> ipRules, String defaultAction) {}

    public record IpRule(String value, String action) {}

    public record KeyCreationTime(String key1, String key2) {}

    /** Answer to {@code checkNameAvailability}. */
    public record NameAvailability(boolean nameAvailable, String reason, String message) {}

    /** Answer to {@code listKeys} and {@code regenerateKey}. */
    public record Keys(List<Key> keys) {}

    /** One account key. */
    public record Key(String keyName, String value, String permissions, String creationTime) {
        @Override
        public String toString() {
            return keyName;
        }
    }
}
