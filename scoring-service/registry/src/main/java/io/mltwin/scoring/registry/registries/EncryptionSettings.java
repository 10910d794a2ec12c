package io.mltwin.scoring.registry.registries;

import static io.mltwin.armweb.ArmErrors.invalidRequestContentIf;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.encoding.AsciiCase;

/**
 * {@code properties.encryption} of a registry as it is asked for.
 *
 * @param enabled by the customer's key
 * @param identity client id of a user-assigned identity, or null for the registry's own
 */
record EncryptionSettings(boolean enabled, String keyIdentifier, String identity) {

    /** Returns null when the request says nothing about it. */
    static EncryptionSettings read(JsonNode encryption) {
        if (encryption.isMissingNode() || encryption.isNull()) {
            return null;
        }
        JsonNode key = encryption.path("keyVaultProperties");
        String status = encryption.path("status").asText(key.isObject() ? "enabled" : "disabled");
        boolean enabled = AsciiCase.equal(status, "enabled");
        invalidRequestContentIf(
                !enabled && !AsciiCase.equal(status, "disabled"),
                "'properties.encryption.status' must be enabled or disabled.");
        invalidRequestContentIf(
                enabled && !key.path("keyIdentifier").isTextual(),
                "'properties.encryption' needs keyVaultProperties.keyIdentifier when its status is enabled.");
        String identity = key.path("identity").asText("");
        boolean own = identity.isEmpty() || AsciiCase.equal(identity, "system");
        return new EncryptionSettings(enabled, key.path("keyIdentifier").asText(null), own ? null : identity);
    }
}
