package io.mltwin.identity.oauth.codes;

import io.mltwin.encoding.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Pattern;

/** Proof Key for Code Exchange (RFC 7636), as Azure AD checks it. */
final class ProofKey {

    private static final Pattern VERIFIER = Pattern.compile("[A-Za-z0-9._~-]{43,128}");

    private ProofKey() {}

    /** Returns true for 43 to 128 characters, as Azure AD requires for either method. */
    static boolean isChallenge(String challenge) {
        return VERIFIER.matcher(challenge).matches();
    }

    /**
     * @param verifier null for none
     */
    static boolean proves(String verifier, String challenge, String method) {
        if (verifier == null || !VERIFIER.matcher(verifier).matches()) {
            return false;
        }
        String expected = "plain".equals(method)
                ? verifier
                : Base64.getUrlEncoder().withoutPadding().encodeToString(Sha256.hash(verifier));
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.US_ASCII), challenge.getBytes(StandardCharsets.US_ASCII));
    }
}
