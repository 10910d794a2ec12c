package io.mltwin.identity.directory;

import at.favre.lib.crypto.bcrypt.BCrypt;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * Hashes secrets: passwords with bcrypt, and client secrets, which are generated with 256 bits,
 * with SHA-256.
 */
final class Secrets {

    private static final int COST = 10;
    private static final int LONGEST_PASSWORD = 72;

    private Secrets() {}

    /** Generates a client secret of 256 bits. */
    static String generate(SecureRandom random) {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Returns true when bcrypt, which reads 72 bytes, reads all of the password. */
    static boolean isAcceptablePassword(String password) {
        int length = password.getBytes(StandardCharsets.UTF_8).length;
        return length > 0 && length <= LONGEST_PASSWORD;
    }

    static String hash(String password, SecureRandom random) {
        return BCrypt.with(random).hashToString(COST, password.toCharArray());
    }

    static boolean matches(String password, String hash) {
        return isAcceptablePassword(password)
                && BCrypt.verifyer().verify(password.toCharArray(), hash.toCharArray()).verified;
    }
}
