package io.mltwin.keyvault.keys;

import io.mltwin.encoding.AsciiCase;
import io.mltwin.keyvault.permissions.VaultPermission;
import java.util.Arrays;

/**
 * An operation with a key. Decrypt, unwrap and verify are allowed before {@code nbf} and after
 * {@code exp} too ("Date-time controlled operations").
 */
enum KeyOperation {
    ENCRYPT("encrypt", VaultPermission.KEY_ENCRYPT, true),
    DECRYPT("decrypt", VaultPermission.KEY_DECRYPT, false),
    WRAP_KEY("wrapKey", VaultPermission.KEY_WRAP, true),
    UNWRAP_KEY("unwrapKey", VaultPermission.KEY_UNWRAP, false),
    SIGN("sign", VaultPermission.KEY_SIGN, true),
    VERIFY("verify", VaultPermission.KEY_VERIFY, false);

    private final String text;
    private final VaultPermission permission;
    private final boolean bound;

    KeyOperation(String text, VaultPermission permission, boolean bound) {
        this.text = text;
        this.permission = permission;
        this.bound = bound;
    }

    /** Returns the operation of a path segment, {@code wrapkey}. */
    static KeyOperation ofPath(String segment) {
        return Arrays.stream(values())
                .filter(operation -> AsciiCase.equal(operation.text, segment))
                .findFirst()
                .orElseThrow();
    }

    /** Returns its name in {@code key_ops}. */
    String text() {
        return text;
    }

    VaultPermission permission() {
        return permission;
    }

    /** Returns whether {@code nbf} and {@code exp} can forbid it. */
    boolean isBoundByTime() {
        return bound;
    }
}
