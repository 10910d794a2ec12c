package io.mltwin.identity.oauth.signingkeys;

import java.security.PrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;

/**
 * A signing key, unwrapped.
 *
 * @param certificate DER
 * @param thumbprint SHA-1 of the certificate, as {@code x5t} says it
 * @param retiresOn from then on it is not published any more; null for the one that signs
 */
record SigningKey(
        String keyId,
        PrivateKey privateKey,
        RSAPublicKey publicKey,
        byte[] certificate,
        String thumbprint,
        Instant retiresOn) {

    @Override
    public String toString() {
        return "SigningKey[" + keyId + "]";
    }
}
