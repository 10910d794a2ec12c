package io.mltwin.workspace.machinelearning.encryption;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.AzureFault;

/** {@code properties.encryption} of a workspace on the wire (API 2020-08-01 to 2022-10-01). */
@JsonIgnoreProperties(ignoreUnknown = true)
public record EncryptionBody(
        String status, KeyVaultProperties keyVaultProperties, JsonNode identity) {

    private static final String ENABLED = "Enabled";

    /** The vault's ARM id, and the key in it with its version. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record KeyVaultProperties(
            String keyVaultArmId, String keyIdentifier, String identityClientId) {}

    /** What a workspace under this key shows. */
    public static EncryptionBody enabled(String keyVaultArmId, String keyIdentifier) {
        return new EncryptionBody(
                ENABLED, new KeyVaultProperties(keyVaultArmId, keyIdentifier, null), null);
    }

    /** True when a customer's key is asked for: also when only the status is missing. */
    public boolean isEnabled() {
        return status == null ? keyVaultProperties != null : status.equalsIgnoreCase(ENABLED);
    }

    /**
     * Refuses what is no setting of this model, or none that is built.
     *
     * @throws AzureFault 400 for an unknown status, 501 for a user-assigned identity
     */
    public void checkForm() {
        if (status != null
                && !status.equalsIgnoreCase(ENABLED)
                && !status.equalsIgnoreCase("Disabled")) {
            throw EncryptionErrors.invalid(
                    "status", "'" + status + "' is no encryption status: Enabled or Disabled.");
        }
        boolean named =
                keyVaultProperties != null && !blank(keyVaultProperties.identityClientId())
                        || identity != null && identity.hasNonNull("userAssignedIdentity");
        if (named) {
            throw AzureFault.notBuilt("A user-assigned identity for properties.encryption");
        }
    }

    String vault() {
        return keyVaultProperties == null || blank(keyVaultProperties.keyVaultArmId())
                ? null
                : keyVaultProperties.keyVaultArmId();
    }

    String key() {
        return keyVaultProperties == null || blank(keyVaultProperties.keyIdentifier())
                ? null
                : keyVaultProperties.keyIdentifier();
    }

    private static boolean blank(String text) {
        return text == null || text.isBlank();
    }
}
