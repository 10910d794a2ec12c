package io.mltwin.resourceprovider;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** How an assertion binds the body of the request it speaks for. */
public final class AssertionClaims {

    private AssertionClaims() {}

    /** Hex SHA-256; of nothing for a null body. */
    public static String sha256(byte[] body) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(body == null ? new byte[0] : body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
