package io.mltwin.identity.directory;

import java.time.Instant;

/**
 * A client credential as Microsoft Graph shows it, without the secret or private key.
 *
 * @param keyId a GUID
 * @param hint the first three characters of a secret, else null
 * @param startOn null for no beginning
 * @param expiresOn null for no end
 * @param certificate DER, null for a secret and for a key without certificate
 */
public record ClientCredential(
        String keyId, String displayName, String hint, Instant startOn, Instant expiresOn, byte[] certificate) {

    @Override
    public String toString() {
        return "ClientCredential[" + keyId + "]";
    }
}
