package io.mltwin.identity.oauth.codes;

import java.security.SecureRandom;
import java.util.Base64;

/** Generates secrets that are shown once; only their SHA-256 is stored. */
final class OpaqueSecret {

    private static final int BYTES = 32;
    // without what is easily confused: as Azure AD's user codes
    private static final String TYPED = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private static final int TYPED_LENGTH = 9;

    private OpaqueSecret() {}

    /**
     * @param prefix names the kind, as Azure AD's prefixes do
     */
    static String next(String prefix, SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Generates nine letters and digits for a person to type. */
    static String typed(SecureRandom random) {
        StringBuilder code = new StringBuilder(TYPED_LENGTH);
        for (int i = 0; i < TYPED_LENGTH; i++) {
            code.append(TYPED.charAt(random.nextInt(TYPED.length())));
        }
        return code.toString();
    }
}
