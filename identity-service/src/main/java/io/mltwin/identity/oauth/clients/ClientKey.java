package io.mltwin.identity.oauth.clients;

import java.security.PublicKey;
import java.time.Instant;

/**
 * A public key of an application.
 *
 * @param sha1 base64url thumbprint of its certificate, without padding; null if the key has none
 * @param sha256 the same by SHA-256
 * @param startOn null for always
 * @param expiresOn null for never
 */
public record ClientKey(String keyId, PublicKey key, String sha1, String sha256, Instant startOn, Instant expiresOn) {}
