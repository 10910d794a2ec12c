package io.mltwin.identity.signingkeys;

import java.security.interfaces.RSAPublicKey;

/** The public half of a signing key, for its JWKS. */
public record PublishedKey(String keyId, RSAPublicKey publicKey) {}
