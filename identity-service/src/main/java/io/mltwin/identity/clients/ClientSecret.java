package io.mltwin.identity.clients;

import java.time.Instant;

/**
 * A generated secret of an application, known by its hash.
 *
 * @param startOn null for always
 * @param expiresOn null for never
 */
public record ClientSecret(String keyId, byte[] sha256, Instant startOn, Instant expiresOn) {

    @Override
    public String toString() {
        return "ClientSecret[" + keyId + "]";
    }
}
