package io.mltwin.keyvault.keys;

import io.mltwin.keyvault.keys.material.KeyMaterial;
import io.mltwin.keyvault.objects.Attributes.Validity;
import io.mltwin.keyvault.objects.Tags;
import io.mltwin.keyvault.permissions.VaultAuthorizer.Opened;
import io.mltwin.keyvault.vaults.Vault;
import java.time.Instant;
import java.util.List;

/**
 * A version of a key as operations need it, its pair read and ready.
 *
 * @param vault as it was: when the vault has changed, this is read again
 * @param material without the private half where that is not needed
 */
record KnownKey(
        Vault vault, String kid, Validity validity, List<String> operations, KeyMaterial material) {

    private static final int BYTES_PER_BIT = 4;
    private static final int BYTES_OF_EC = 4_000;
    private static final int QUICK_BITS = 2048;

    static KnownKey of(KeyVersionEntity entity, Opened in, KeyMaterial material) {
        return new KnownKey(
                in.vault(),
                KeyMapper.kid(entity, in),
                entity.validity(),
                List.copyOf(Tags.readWords(entity.operations)),
                material);
    }

    /** Passes when the key may be used so now. */
    void require(KeyOperation operation, Instant now) {
        if (!validity.enabled()) {
            throw KeyErrors.disabled(operation.text());
        }
        if (operation.isBoundByTime() && validity.isYetToCome(now)) {
            throw KeyErrors.notYetValid(operation.text());
        }
        if (operation.isBoundByTime() && validity.isOver(now)) {
            throw KeyErrors.expired(operation.text());
        }
        if (!operations.contains(operation.text())) {
            throw KeyErrors.notPermitted(operation.text());
        }
    }

    /** False for what would hold up the event loop. */
    boolean isQuick() {
        return material.shape().isSymmetric()
                || material.shape().isRsa() && material.shape().size() <= QUICK_BITS;
    }

    /** About what it takes in memory, of the cryptography's own too. */
    int bytes() {
        return material.shape().size() != null
                ? material.shape().size() * BYTES_PER_BIT + kid.length()
                : BYTES_OF_EC;
    }

    @Override
    public String toString() {
        return kid;
    }
}
