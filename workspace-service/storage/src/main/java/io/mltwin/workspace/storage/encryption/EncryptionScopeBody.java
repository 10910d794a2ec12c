package io.mltwin.workspace.storage.encryption;

import io.mltwin.customerkeys.CustomerKeys;

/** What an encryption scope shows of its own in Azure Resource Manager. */
public record EncryptionScopeBody(Properties properties) {

    public record Properties(
            String source,
            String state,
            String creationTime,
            String lastModifiedTime,
            KeyVaultProperties keyVaultProperties,
            Boolean requireInfrastructureEncryption) {}

    public record KeyVaultProperties(
            String keyUri, String currentVersionedKeyIdentifier, String lastKeyRotationTimestamp) {}

    static EncryptionScopeBody of(EncryptionScopeEntity row) {
        return new EncryptionScopeBody(new Properties(
                row.hasCustomerKey() ? "Microsoft.KeyVault" : "Microsoft.Storage",
                row.enabled ? "Enabled" : "Disabled",
                row.createdAt.toString(),
                row.modified.toString(),
                row.hasCustomerKey()
                        ? new KeyVaultProperties(
                                row.keyUri, CustomerKeys.versionOf(row.wrappedDataKey), row.keyRotated.toString())
                        : null,
                row.wrappedInfrastructureKey != null));
    }
}
