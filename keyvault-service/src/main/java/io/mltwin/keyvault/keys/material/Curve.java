package io.mltwin.keyvault.keys.material;

import java.util.Arrays;
import java.util.Optional;

/** The curves of Key Vault's EC keys. */
public enum Curve {
    P_256("P-256", "secp256r1", 256),
    P_384("P-384", "secp384r1", 384),
    P_521("P-521", "secp521r1", 521),
    P_256K("P-256K", "secp256k1", 256);

    private final String text;
    private final String standardName;
    private final int bits;

    Curve(String text, String standardName, int bits) {
        this.text = text;
        this.standardName = standardName;
        this.bits = bits;
    }

    /** Returns its name in JSON Web Keys; Azure calls secp256k1 {@code P-256K}. */
    public String text() {
        return text;
    }

    String standardName() {
        return standardName;
    }

    /** Bytes of a coordinate, and of each half of a signature. */
    int bytes() {
        return (bits + 7) / 8;
    }

    public static Optional<Curve> of(String text) {
        return Arrays.stream(values()).filter(curve -> curve.text.equals(text)).findFirst();
    }
}
