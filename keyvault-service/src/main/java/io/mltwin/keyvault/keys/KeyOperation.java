package io.mltwin.keyvault.keys;

import io.mltwin.armweb.AsciiCase;
import io.mltwin.keyvault.permissions.KeyPermission;
import java.util.Arrays;

/**
 * What is done with a key. What brings back what was protected is allowed before {@code nbf} and
 * after {@code exp} too ("Date-time controlled operations").
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

    /** The operation of a path segment, {@code wrapkey}. */
    static KeyOperation ofPath(String segment) {
        return Arrays.stream(values())
                .filter(operation -> AsciiCase.equal(operation.text, segment))
                .findFirst()
                .orElseThrow();
    }

    /** As {@code key_ops} names it. */
    String text() {
        return text;
    }

    KeyPermission permission() {
        return permission;
    }

    /** True when {@code nbf} and {@code exp} forbid it. */
    boolean isBoundByTime() {
        return bound;
    }
}
