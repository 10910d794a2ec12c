package io.mltwin.keyvault.certificates.issuers;

import io.mltwin.armweb.Json;
import io.mltwin.keyvault.vaults.Vault;
import jakarta.inject.Singleton;

/** Encrypts accounts and people of a vault for a column: JSON under the vault's data key. */
@Singleton
class DetailsCipher {

    DetailsCipher() {}

    byte[] seal(Vault vault, Object body, String context) {
        return vault.dataKey().encrypt(Json.bytes(body), context);
    }

    <T> T open(Vault vault, byte[] column, String context, Class<T> type) {
        return Json.read(vault.dataKey().decrypt(column, context), type);
    }
}
