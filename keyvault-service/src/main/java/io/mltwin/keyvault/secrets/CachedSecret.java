package io.mltwin.keyvault.secrets;

import io.mltwin.keyvault.objects.cache.ObjectCache.CachedVersion;
import io.mltwin.keyvault.permissions.VaultAuthorizer.OpenedVault;
import io.mltwin.keyvault.vaults.Vault;

/**
 * A secret's version in memory: its answer without the value, and the value encrypted as in the
 * database.
 *
 * @param shown without the value
 * @param context what the value is bound to
 */
record CachedSecret(
        Vault vault, boolean isLasting, SecretBody shown, boolean enabled, byte[] ciphertext, String context)
        implements CachedVersion {

    /**
     * Maps a row.
     *
     * @param version as it was asked for, empty for the latest: which is the latest of a
     *     certificate's secrets depends on the time
     */
    static CachedSecret of(SecretVersionEntity entity, String version, OpenedVault in) {
        return new CachedSecret(
                in.vault(),
                !entity.owner.managed || !version.isEmpty(),
                SecretMapper.version(entity, null, in),
                entity.enabled,
                entity.value,
                StoredSecrets.context(entity));
    }

    @Override
    public int bytes() {
        int text = shown.id().length();
        if (shown.tags() != null) {
            for (var tag : shown.tags().entrySet()) {
                text += tag.getKey().length() + tag.getValue().length() + 100;
            }
        }
        return ciphertext.length + text;
    }

    SecretBody withValue(String value) {
        return new SecretBody(
                value, shown.id(), shown.contentType(), shown.attributes(), shown.tags(), shown.kid(), shown.managed());
    }

    @Override
    public String toString() {
        return shown.toString();
    }
}
