package io.mltwin.identity.oauth.signingkeys;

import java.security.interfaces.RSAPublicKey;
import java.time.Instant;

/**
 * The public half of a signing key, for its JWKS.
 *
 * @param certificate self-signed, DER
 * @param thumbprint SHA-1 of the certificate, as {@code x5t} says it
 * @param retiresOn null for the one that signs
 */
public record PublishedKey(
        String keyId, RSAPublicKey publicKey, byte[] certificate, String thumbprint, Instant retiresOn) {}
