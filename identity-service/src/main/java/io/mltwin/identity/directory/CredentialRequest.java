package io.mltwin.identity.directory;

import java.time.Instant;

/**
 * A credential that a client asks for.
 *
 * @param keyId the id of an existing key or of the new one; null for a new id
 * @param startOn null for now
 * @param expiresOn null for two years after the start, or the certificate's end
 * @param certificate DER of a new key; null for a secret, or to keep the key with this id
 */
public record CredentialRequest(
        String keyId, String displayName, Instant startOn, Instant expiresOn, byte[] certificate) {}
