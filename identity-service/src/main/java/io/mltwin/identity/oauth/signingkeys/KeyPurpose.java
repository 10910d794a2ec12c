package io.mltwin.identity.oauth.signingkeys;

import java.time.Duration;

/** The purpose of a signing key; each issuer has its own keys. */
public enum KeyPurpose {
    /** Tokens of Azure AD. */
    AZURE_AD("azure-ad", Duration.ofHours(1)),
    /** Azure ML's own run tokens. */
    AZURE_ML("azure-ml", Duration.ofDays(30)),
    /** Tokens of Azure AD B2C's user flows. */
    AZURE_AD_B2C("azure-ad-b2c", Duration.ofHours(1));

    private final String stored;
    private final Duration longestToken;

    KeyPurpose(String stored, Duration longestToken) {
        this.stored = stored;
        this.longestToken = longestToken;
    }

    String stored() {
        return stored;
    }

    /** Returns the lifetime of the longest token that the key signs. */
    Duration longestToken() {
        return longestToken;
    }
}
