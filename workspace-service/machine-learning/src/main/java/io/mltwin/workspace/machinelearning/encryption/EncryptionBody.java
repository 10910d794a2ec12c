package io.mltwin.workspace.machinelearning.encryption;

import static io.mltwin.armweb.AzureException.notBuiltIf;
import static io.mltwin.workspace.machinelearning.encryption.EncryptionErrors.invalid;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.AzureException;
import io.mltwin.encoding.AsciiCase;

/**
 * {@code properties.encryption} of a workspace on the wire (API 2020-08-01 to 2022-10-01).
 *
 * <p>Deviation: the identity of a customer-managed key is named by {@code
 * encryption.identity.userAssignedIdentity}; {@code keyVaultProperties.identityClientId}, which the
 * specification keeps for future use, answers 501.
 */
public record EncryptionBody(String status, KeyVaultProperties keyVaultProperties, JsonNode identity) {

    private static final String ENABLED = "Enabled";

    /** The vault's ARM id, and the key in it with its version. */
    public record KeyVaultProperties(String keyVaultArmId, String keyIdentifier, String identityClientId) {}

    /**
     * Returns the encryption that a workspace under this key shows.
     *
     * @param userAssignedIdentity who opens it, null for Azure Cosmos DB's application
     */
    public static EncryptionBody enabled(
            String keyVaultArmId, String keyIdentifier, String userAssignedIdentity, ObjectMapper json) {
        return new EncryptionBody(
                ENABLED,
                new KeyVaultProperties(keyVaultArmId, keyIdentifier, null),
                userAssignedIdentity == null
                        ? null
                        : json.createObjectNode().put("userAssignedIdentity", userAssignedIdentity));
    }

    /** ARM id of the identity that opens the key; null when none is named. */
    public String userAssignedIdentity() {
        String text =
                identity == null ? null : identity.path("userAssignedIdentity").asText(null);
        return blank(text) ? null : text;
    }

    /** True when a customer's key is asked for: also when only the status is missing. */
    public boolean isEnabled() {
        return status == null ? keyVaultProperties != null : AsciiCase.equal(status, ENABLED);
    }

    /**
     * Refuses what is no setting of this model, or none that is built.
     *
     * @throws AzureException 400 for an unknown status, 501 for an identity by its client id alone
     */
    public void checkForm() {
        if (AsciiCase.isOther(status, ENABLED, "Disabled")) {
            throw invalid("status", "'%s' is no encryption status: Enabled or Disabled.", status);
        }
        notBuiltIf(
                keyVaultProperties != null && !blank(keyVaultProperties.identityClientId()),
                "properties.encryption.keyVaultProperties.identityClientId");
        if (userAssignedIdentity() != null && !isEnabled()) {
            throw invalid("identity.userAssignedIdentity", "An identity for a customer-managed key needs the key.");
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
