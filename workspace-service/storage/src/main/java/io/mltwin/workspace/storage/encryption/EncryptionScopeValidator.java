package io.mltwin.workspace.storage.encryption;

import static io.mltwin.workspace.storage.accounts.StorageErrors.invalidValueIf;

import io.mltwin.encoding.AsciiCase;
import io.mltwin.resourceprovider.NameRule;
import io.mltwin.workspace.storage.encryption.EncryptionScopeRequest.Properties;

/** Validates a request for an encryption scope. */
final class EncryptionScopeValidator {

    static final String KEY_URI = "keyVaultProperties.keyUri";

    static final NameRule NAME = NameRule.of(
            "[a-z0-9](?!.*--)[a-z0-9-]{1,61}[a-z0-9]",
            "an encryption scope has 3 to 63 lower-case letters, digits and single hyphens, and no hyphen at either end.");

    private EncryptionScopeValidator() {}

    /**
     * Validates what is asked of a scope.
     *
     * @throws io.mltwin.armweb.AzureException 400
     */
    static void validateChange(EncryptionScopeEntity row, Properties asked) {
        validateSource(row, asked);
        Boolean layered = asked.requireInfrastructureEncryption();
        invalidValueIf(
                layered != null && layered != (row.wrappedInfrastructureKey != null),
                "requireInfrastructureEncryption",
                "It is said when the scope is made and cannot be changed.");
        String state = asked.state();
        invalidValueIf(AsciiCase.isOther(state, "Enabled", "Disabled"), "state", "It is Enabled or Disabled.");
    }

    private static void validateSource(EncryptionScopeEntity row, Properties asked) {
        boolean customers = asked.isCustomers();
        invalidValueIf(
                asked.source() != null && !customers && !asked.isMicrosofts(),
                "source",
                "It is Microsoft.Storage or Microsoft.KeyVault.");
        boolean vaults = asked.source() == null ? row.hasCustomerKey() : customers;
        invalidValueIf(asked.keyUri() != null && !vaults, KEY_URI, "It goes with source Microsoft.KeyVault.");
        invalidValueIf(
                customers && asked.keyUri() == null && !row.hasCustomerKey(),
                KEY_URI,
                "Give the address of a key of a vault.");
    }
}
