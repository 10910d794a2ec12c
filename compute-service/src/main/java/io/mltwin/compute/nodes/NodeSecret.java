package io.mltwin.compute.nodes;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
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
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(value.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    boolean matches(byte[] hash) {
        return MessageDigest.isEqual(sha256(), hash);
    }

    @Override
    public String toString() {
        return "node secret";
    }
}
