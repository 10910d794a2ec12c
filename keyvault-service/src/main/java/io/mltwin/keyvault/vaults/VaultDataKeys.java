package io.mltwin.keyvault.vaults;

import io.mltwin.datakeys.DataKey;
import io.mltwin.datakeys.DataKeys;
import io.mltwin.datakeys.RootKeys;
import jakarta.inject.Singleton;
import java.util.UUID;

/**
 * Makes and opens the data key of each vault, which is wrapped under the service's root key
 * (Microsoft's).
 */
@Singleton
record VaultDataKeys(RootKeys root) {
    /** The data key of a vault that is about to be made. */
    record NewKey(UUID vaultId, byte[] wrapped) {
        @Override
        public String toString() {
            return "key of vault " + vaultId;
        }
    }

    NewKey generate() {
        UUID vaultId = UUID.randomUUID();
        return new NewKey(vaultId, generate(vaultId));
    }

    /** Generates a vault's data key, wrapped. */
    byte[] generate(UUID vaultId) {
        return DataKeys.generate(root, context(vaultId));
    }

    DataKey open(VaultEntity vault) {
        return DataKeys.open(vault.wrappedDataKey, root, context(vault.uid));
    }

    private static String context(UUID vaultId) {
        return "vault:" + vaultId;
    }
}
