package io.mltwin.keyvault.certificates.issuers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.keyvault.vaults.Vault;
import jakarta.inject.Singleton;
import java.io.IOException;

/** Encrypts accounts and people of a vault for a column: JSON under the vault's data key. */
@Singleton
class DetailsCipher {

    private final ObjectMapper json;

    DetailsCipher(ObjectMapper json) {
        this.json = json;
    }

    byte[] seal(Vault vault, Object body, String context) {
        try {
            return vault.dataKey().encrypt(json.writeValueAsBytes(body), context);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a body cannot be written", e);
        }
    }

    <T> T open(Vault vault, byte[] column, String context, Class<T> type) {
        try {
            return json.readValue(vault.dataKey().decrypt(column, context), type);
        } catch (IOException e) {
            throw new IllegalStateException("a row holds no valid " + type.getSimpleName(), e);
        }
    }
}
