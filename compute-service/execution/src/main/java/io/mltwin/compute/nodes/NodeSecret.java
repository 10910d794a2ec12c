package io.mltwin.compute.nodes;

import io.mltwin.encoding.Sha256;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;

/** The secret a node proves itself with: 256 random bits, kept as a hash. */
record NodeSecret(String value) {

    static NodeSecret generate(SecureRandom random) {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return new NodeSecret(HexFormat.of().formatHex(bytes));
    }

    byte[] sha256() {
        return Sha256.hash(value);
    }

    boolean matches(byte[] hash) {
        return MessageDigest.isEqual(sha256(), hash);
    }

    @Override
    public String toString() {
        return "node secret";
    }
}
