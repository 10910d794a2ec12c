package io.mltwin.e2e.tokens;

/** What makes a token bad. */
public enum Badness {
    FOREIGN_ISSUER,
    WRONG_AUDIENCE,
    TAMPERED,
    ALG_NONE,
    /** Only once the clock was moved forward. */
    EXPIRED
}
