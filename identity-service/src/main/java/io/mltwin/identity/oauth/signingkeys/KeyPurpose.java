package io.mltwin.identity.oauth.signingkeys;

import java.time.Duration;

/** What a signing key signs; no two issuers share one. */
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

    /** After this time nothing is in force any more that the key has signed. */
    Duration longestToken() {
        return longestToken;
    }
}
