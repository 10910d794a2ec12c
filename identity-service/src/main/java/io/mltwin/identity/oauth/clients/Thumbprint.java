package io.mltwin.identity.oauth.clients;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * Computes the thumbprint of a certificate for the header of a token ({@code x5t}, {@code
 * x5t#S256}).
 */
public final class Thumbprint {

    private Thumbprint() {}

    /**
     * @param certificate DER, or null, which has none
     */
    public static String of(String algorithm, byte[] certificate) {
        if (certificate == null) {
            return null;
        }
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(MessageDigest.getInstance(algorithm).digest(certificate));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has " + algorithm, e);
        }
    }
}
