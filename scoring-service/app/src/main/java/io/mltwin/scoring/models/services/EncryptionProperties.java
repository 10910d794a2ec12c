package io.mltwin.scoring.models.services;

import static io.mltwin.scoring.models.services.EncryptionErrors.incomplete;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * The version of a customer's key that a deployment on ACI is encrypted under: {@code
 * EncryptionProperties} of Microsoft.ContainerInstance (2019-12-01), which {@code
 * AciWebservice.deploy_configuration} has as {@code cmk_vault_base_url}, {@code cmk_key_name} and
 * {@code cmk_key_version}.
 *
 * @param vaultBaseUrl address of the vault, {@code https://{vault}.vault.BASE}
 */
public record EncryptionProperties(String vaultBaseUrl, String keyName, String keyVersion) {

    /** Returns whether it names nothing, which is what clients send for no key. */
    @JsonIgnore
    boolean isEmpty() {
        return isMissing(vaultBaseUrl) && isMissing(keyName) && isMissing(keyVersion);
    }

    private static boolean isMissing(String value) {
        return value == null || value.isBlank();
    }

    /** Refuses with 400 one or two of the three. */
    void requireWhole() {
        require(vaultBaseUrl, "vaultBaseUrl");
        require(keyName, "keyName");
        require(keyVersion, "keyVersion");
    }

    private static void require(String value, String member) {
        if (isMissing(value)) {
            throw incomplete(member);
        }
    }
}
