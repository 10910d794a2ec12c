package io.mltwin.identity.signingkeys;

/** What a signing key signs; the two issuers never share one. */
public enum KeyPurpose {
    /** Tokens of Azure AD. */
    AZURE_AD("azure-ad"),
    /** Azure ML's own run tokens. */
    AZURE_ML("azure-ml");

    private final String stored;

    KeyPurpose(String stored) {
        this.stored = stored;
    }

    String stored() {
        return stored;
    }
}
