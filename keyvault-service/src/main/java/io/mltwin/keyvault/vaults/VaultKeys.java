package io.mltwin.keyvault.vaults;

import io.mltwin.datakeys.DataKey;
import io.mltwin.datakeys.DataKeys;
import io.mltwin.datakeys.RootKeys;
import io.mltwin.platform.PlatformConfig;
import io.mltwin.platform.reset.Resettable;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A data key per vault, under the service's root key (Microsoft's), for what the vault holds at
 * rest.
 */
@Singleton
public class VaultKeys implements Resettable {

    private final RootKeys root;
    private final Map<UUID, DataKey> opened = new ConcurrentHashMap<>();

    VaultKeys(RootKeys root) {
        this.root = root;
    }

    byte[] generate(UUID vaultId) {
        return DataKeys.generate(root, context(vaultId));
    }

    /** The vault's data key. */
    public DataKey of(Vault vault) {
        return opened.computeIfAbsent(
                vault.id(), id -> DataKeys.open(vault.wrappedDataKey(), root, context(id)));
    }

    @Override
    public void clear() {
        opened.clear();
    }

    private static String context(UUID vaultId) {
        return "vault:" + vaultId;
    }

    /** Makes the root keys injectable. */
    @Singleton
    static class Producer {

        @Produces
        @Singleton
        RootKeys rootKeys(PlatformConfig config) {
            return RootKeys.read(config.privateDir());
        }
    }
}
