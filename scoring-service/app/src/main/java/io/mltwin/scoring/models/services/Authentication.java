package io.mltwin.scoring.models.services;

/** The form in which a web service or endpoint authenticates its callers: one at a time, or none. */
public enum Authentication {
    NONE,
    KEY,
    TOKEN,
    AZURE_AD;

    static Authentication of(boolean authEnabled, boolean aadAuthEnabled) {
        if (aadAuthEnabled) {
            return TOKEN;
        }
        return authEnabled ? KEY : NONE;
    }
}
