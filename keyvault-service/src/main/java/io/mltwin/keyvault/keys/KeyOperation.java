package io.mltwin.keyvault.keys;

import io.mltwin.armweb.AsciiCase;
import io.mltwin.keyvault.permissions.KeyPermission;
import java.util.Arrays;

/**
 * An operation with a key. Decrypt, unwrap and verify are allowed before {@code nbf} and after
 * {@code exp} too ("Date-time controlled operations").
 */
enum KeyOperation {
    ENCRYPT("encrypt", KeyPermission.ENCRYPT, true),
    DECRYPT("decrypt", KeyPermission.DECRYPT, false),
    WRAP_KEY("wrapKey", KeyPermission.WRAP, true),
    UNWRAP_KEY("unwrapKey", KeyPermission.UNWRAP, false),
    SIGN("sign", KeyPermission.SIGN, true),
    VERIFY("verify", KeyPermission.VERIFY, false);

    private final String text;
    private final KeyPermission permission;
    private final boolean bound;

    KeyOperation(String text, KeyPermission permission, boolean bound) {
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

    KeyPermission permission() {
        return permission;
    }

    /** Returns whether {@code nbf} and {@code exp} can forbid it. */
    boolean isBoundByTime() {
        return bound;
    }
}
