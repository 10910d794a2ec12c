package io.mltwin.workspace.storage.encryption;

import io.mltwin.armweb.ArmErrors;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.workspace.storage.accounts.StorageErrors;
import io.mltwin.workspace.storage.encryption.EncryptionScopeRequest.Properties;
import java.util.regex.Pattern;

/** Validates a request for an encryption scope. */
public final class EncryptionScopeValidator {

    static final String KEY_URI = "keyVaultProperties.keyUri";

    private static final Pattern NAME = Pattern.compile("[a-z0-9](?!.*--)[a-z0-9-]{1,61}[a-z0-9]");

    private EncryptionScopeValidator() {}

    /**
     * Validates the name that a PUT gives.
     *
     * @throws io.mltwin.armweb.AzureException 400
     */
    public static void validateName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw ArmErrors.invalidResourceName(
                    name,
                    "an encryption scope has 3 to 63 lower-case letters, digits and single hyphens, and no hyphen at either end.");
        }
    }

    /**
     * Validates what is asked of a scope.
     *
     * @throws io.mltwin.armweb.AzureException 400
     */
    static void validateChange(EncryptionScopeEntity row, Properties asked) {
        validateSource(row, asked);
        Boolean layered = asked.requireInfrastructureEncryption();
        if (layered != null && layered != (row.wrappedInfrastructureKey != null)) {
            throw StorageErrors.invalidValue(
                    "requireInfrastructureEncryption", "It is said when the scope is made and cannot be changed.");
        }
        String state = asked.state();
        if (state != null && !AsciiCase.equal(state, "Enabled") && !AsciiCase.equal(state, "Disabled")) {
            throw StorageErrors.invalidValue("state", "It is Enabled or Disabled.");
        }
    }

    private static void validateSource(EncryptionScopeEntity row, Properties asked) {
        boolean customers = asked.isCustomers();
        if (asked.source() != null && !customers && !asked.isMicrosofts()) {
            throw StorageErrors.invalidValue("source", "It is Microsoft.Storage or Microsoft.KeyVault.");
        }
        boolean vaults = asked.source() == null ? row.hasCustomerKey() : customers;
        if (asked.keyUri() != null && !vaults) {
            throw StorageErrors.invalidValue(KEY_URI, "It goes with source Microsoft.KeyVault.");
        }
        if (customers && asked.keyUri() == null && !row.hasCustomerKey()) {
            throw StorageErrors.invalidValue(KEY_URI, "Give the address of a key of a vault.");
        }
    }
}
