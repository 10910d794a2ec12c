package io.mltwin.workspace.storage.encryption;

import io.mltwin.armweb.ArmResourceId;
import io.mltwin.customerkeys.CustomerKeys;

/** An encryption scope as Azure Resource Manager shows it. */
public record EncryptionScopeBody(String id, String name, String type, Properties properties) {

    public record Properties(
            String source,
            String state,
            String creationTime,
            String lastModifiedTime,
            KeyVaultProperties keyVaultProperties,
            Boolean requireInfrastructureEncryption) {}

    public record KeyVaultProperties(
            String keyUri, String currentVersionedKeyIdentifier, String lastKeyRotationTimestamp) {}

    static EncryptionScopeBody of(ArmResourceId account, EncryptionScopeEntity row) {
        return new EncryptionScopeBody(
                account.child("encryptionScopes", row.name).toString(),
                row.name,
                "Microsoft.Storage/storageAccounts/encryptionScopes",
                new Properties(
                        row.hasCustomerKey() ? "Microsoft.KeyVault" : "Microsoft.Storage",
                        row.enabled ? "Enabled" : "Disabled",
                        row.created.toString(),
                        row.modified.toString(),
                        row.hasCustomerKey()
                                ? new KeyVaultProperties(
                                        row.keyUri,
                                        CustomerKeys.versionOf(row.wrappedDataKey),
                                        row.keyRotated.toString())
                                : null,
                        row.wrappedInfrastructureKey != null));
    }
}
