package io.mltwin.keyvault.objects.backup;

import static io.mltwin.keyvault.objects.ObjectErrors.badBackup;
import static io.mltwin.keyvault.objects.ObjectErrors.badParameterIf;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.Json;
import io.mltwin.datakeys.DataKeyException;
import io.mltwin.datakeys.RootKeys;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.keyvault.vaults.AccessPolicies.Kind;
import io.mltwin.keyvault.vaults.Vault;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.Base64;

/**
 * Encrypts backups under the service's root key, so that only Key Vault reads them, and only vaults
 * of the same subscription and geography restore them.
 */
@Singleton
public record BackupCipher(RootKeys root, ObjectMapper json) {
    /** Encrypts the content of a backup. */
    public BackupBody seal(Kind kind, Vault vault, Object content) {
        byte[] sealed = root.wrap(Json.bytes(content), context(kind, vault));
        return new BackupBody(Base64.getUrlEncoder().withoutPadding().encodeToString(sealed));
    }

    /**
     * Decrypts a backup.
     *
     * @throws io.mltwin.armweb.AzureException 400 {@code BadParameter} for anything else
     */
    public <T> T open(Kind kind, Vault vault, BackupBody body, Class<T> type) {
        badParameterIf(body == null || body.value() == null, "The parameter value must be specified.");
        try {
            byte[] sealed = Base64.getUrlDecoder().decode(body.value());
            return json.readValue(root.unwrap(sealed, context(kind, vault)), type);
        } catch (IllegalArgumentException | DataKeyException | IOException none) {
            throw badBackup(kind);
        }
    }

    private static String context(Kind kind, Vault vault) {
        return "backup:" + kind + ":" + AsciiCase.lower(vault.subscriptionId()) + ":" + vault.geography();
    }
}
