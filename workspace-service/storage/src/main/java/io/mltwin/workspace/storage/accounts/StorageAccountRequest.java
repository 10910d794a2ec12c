package io.mltwin.workspace.storage.accounts;

import static io.mltwin.encoding.Absence.isEmpty;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.Json;
import io.mltwin.encoding.AsciiCase;
import java.util.List;

/** The request of a client to create or change a storage account (2019-06-01 and later). */
public record StorageAccountRequest(Sku sku, String kind, JsonNode identity, Properties properties) {

    public record Sku(String name) {}

    /** Members that have an effect here, are kept, or must be refused. */
    public record Properties(
            Encryption encryption,
            Boolean supportsHttpsTrafficOnly,
            NetworkAcls networkAcls,
            String publicNetworkAccess,
            String accessTier,
            Boolean allowBlobPublicAccess,
            Boolean allowSharedKeyAccess,
            Boolean allowCrossTenantReplication,
            Boolean defaultToOAuthAuthentication,
            String largeFileSharesState,
            String minimumTlsVersion,
            Boolean isHnsEnabled,
            Boolean isSftpEnabled,
            Boolean isNfsV3Enabled,
            JsonNode azureFilesIdentityBasedAuthentication,
            JsonNode immutableStorageWithVersioning,
            @JsonProperty("customDomain") JsonNode customDomain) {}

    public record Encryption(
            String keySource,
            Boolean requireInfrastructureEncryption,
            @JsonProperty("keyvaultproperties") KeyVaultProperties keyVaultProperties,
            EncryptionIdentity identity) {

        boolean isCustomers() {
            return AsciiCase.equal("Microsoft.Keyvault", keySource);
        }

        boolean isMicrosofts() {
            return AsciiCase.equal("Microsoft.Storage", keySource);
        }

        KeyVaultProperties keyVaultPropertiesOrNone() {
            return keyVaultProperties == null ? new KeyVaultProperties(null, null, null) : keyVaultProperties;
        }

        /** ARM id, or null for the account's own identity. */
        String userAssignedIdentity() {
            String given = identity == null ? null : identity.userAssignedIdentity();
            return isEmpty(given) ? null : given;
        }
    }

    /** The customer's key. */
    public record KeyVaultProperties(
            @JsonProperty("keyname") String keyName,
            @JsonProperty("keyversion") String keyVersion,
            @JsonProperty("keyvaulturi") String keyVaultUri) {}

    public record EncryptionIdentity(String userAssignedIdentity) {}

    public record NetworkAcls(
            String defaultAction,
            String bypass,
            List<IpRule> ipRules,
            JsonNode virtualNetworkRules,
            JsonNode resourceAccessRules) {}

    public record IpRule(String value, String action) {}

    /** Returns the properties, never null. */
    public Properties propertiesOrNone() {
        return properties == null ? Json.read("{}", Properties.class) : properties;
    }
}
