package io.mltwin.customerkeys;

/**
 * A version of a key as its vault shows it.
 *
 * @param id with the version
 * @param recoveryLevel {@code Recoverable} and the like; {@code +Purgeable} without purge
 *     protection
 */
public record VaultKey(KeyIdentifier id, boolean enabled, String type, int bits, String recoveryLevel) {

    /** Returns whether it can wrap a data key: RSA of one of the sizes that Azure takes. */
    public boolean isRsa() {
        return type.startsWith("RSA") && (bits == 2048 || bits == 3072 || bits == 4096);
    }

    /** Returns whether its vault has both soft delete and purge protection. */
    public boolean isPurgeProtected() {
        return recoveryLevel.contains("Recoverable") && !recoveryLevel.contains("Purgeable");
    }
}
