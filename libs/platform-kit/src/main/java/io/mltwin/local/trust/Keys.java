package io.mltwin.local.trust;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.Optional;

/** New keys and secrets. */
public final class Keys {
    private static final int RSA_BITS = 2048;
    private static final int SECRET_BYTES = 32;

    private final SecureRandom random;
    private final Optional<Provider> fast;

    /**
     * Without a fast provider the JDK's own makes the same keys, an RSA key in some 300 ms instead
     * of 60.
     */
    public Keys(SecureRandom random, Optional<Provider> fast) {
        this.random = random;
        this.fast = fast;
    }

    /** P-256: for TLS, accepted by every client and quick to make. */
    KeyPair elliptic() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"), random);
        return generator.generateKeyPair();
    }

    /** RSA: for private_key_jwt, which Azure AD takes as RS256 or PS256. */
    public KeyPair rsa() throws GeneralSecurityException {
        KeyPairGenerator generator = fast.isPresent()
                ? KeyPairGenerator.getInstance("RSA", fast.get())
                : KeyPairGenerator.getInstance("RSA");
        generator.initialize(RSA_BITS, random);
        return generator.generateKeyPair();
    }

    /** 256 random bits in characters that need no quoting anywhere. */
    public String secret() {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
