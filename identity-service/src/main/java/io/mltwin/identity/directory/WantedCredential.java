package io.mltwin.identity.directory;

import java.time.Instant;

/**
 * A credential as a client asks for it.
 *
 * @param keyId of a key that is there already, or the new one's; null for a new id
 * @param startOn null for now
 * @param expiresOn null for two years after the start, or the certificate's end
 * @param certificate DER of a new key; null for a secret, or to keep the key with this id
 */
public record WantedCredential(
        String keyId, String displayName, Instant startOn, Instant expiresOn, byte[] certificate) {}
