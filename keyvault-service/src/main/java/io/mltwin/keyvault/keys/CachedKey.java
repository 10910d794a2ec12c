package io.mltwin.keyvault.keys;

import io.mltwin.armweb.AzureException;
import io.mltwin.keyvault.keys.material.KeyMaterial;
import io.mltwin.keyvault.objects.Attributes.Validity;
import io.mltwin.keyvault.objects.Tags;
import io.mltwin.keyvault.objects.cache.ObjectCache.CachedVersion;
import io.mltwin.keyvault.permissions.VaultAuthorizer.OpenedVault;
import io.mltwin.keyvault.vaults.Vault;
import java.time.Instant;
import java.util.List;

/** Holds a version of a key in memory, with its decrypted pair, ready for operations. */
record CachedKey(
        Vault vault, boolean isLasting, String kid, Validity validity, List<String> operations, KeyMaterial material)
        implements CachedVersion {

    private static final int BYTES_PER_BIT = 4;
    private static final int BYTES_OF_EC = 4_000;
    private static final int QUICK_BITS = 2048;

    /** Maps a row; time may give a key of a certificate or with a rotation policy a new version. */
    static CachedKey of(KeyVersionEntity entity, OpenedVault in, KeyMaterial material) {
        return new CachedKey(
                in.vault(),
                !entity.owner.managed && entity.owner.rotationPolicy == null,
                KeyMapper.kid(entity, in),
                entity.validity(),
                List.copyOf(Tags.readWords(entity.operations)),
                material);
    }

    /** Requires that the key may do the operation now. */
    void require(KeyOperation operation, Instant now) {
        if (!validity.enabled()) {
            throw disabled(operation.text());
        }
        if (operation.isBoundByTime() && validity.isYetToCome(now)) {
            throw notYetValid(operation.text());
        }
        if (operation.isBoundByTime() && validity.isOver(now)) {
            throw expired(operation.text());
        }
        if (!operations.contains(operation.text())) {
            throw notPermitted(operation.text());
        }
    }

    /** False when an operation would hold up the event loop. */
    boolean isQuick() {
        return material.shape().isSymmetric()
                || material.shape().isRsa() && material.shape().size() <= QUICK_BITS;
    }

    /** Counts what the crypto provider keeps of the key, too. */
    @Override
    public int bytes() {
        return material.shape().size() != null ? material.shape().size() * BYTES_PER_BIT + kid.length() : BYTES_OF_EC;
    }

    @Override
    public String toString() {
        return kid;
    }

    private static AzureException disabled(String operation) {
        return forbidden("Operation " + operation + " is not allowed on a disabled key.", "KeyDisabled");
    }

    private static AzureException notYetValid(String operation) {
        return forbidden(
                "Operation " + operation + " is not allowed on a key that is not yet valid.", "KeyNotYetValid");
    }

    private static AzureException expired(String operation) {
        return forbidden("Operation " + operation + " is not allowed on an expired key.", "KeyExpired");
    }

    private static AzureException notPermitted(String operation) {
        return forbidden("Operation " + operation + " is not permitted on this key.", "KeyOperationForbidden");
    }

    private static AzureException forbidden(String message, String code) {
        return AzureException.forbidden("Forbidden", message).withInnerCode(code);
    }
}
