package io.mltwin.scoring.models.services;

/** How a web service asks its callers who they are: one form at a time, or not at all. */
public enum Authentication {
    NONE,
    KEY,
    TOKEN;

    static Authentication of(boolean authEnabled, boolean aadAuthEnabled) {
        if (aadAuthEnabled) {
            return TOKEN;
        }
        return authEnabled ? KEY : NONE;
    }
}
