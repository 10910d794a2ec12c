package io.mltwin.console.token;

/** A change made to a token before the services see it. */
public enum Forgery {
    /** Header, claims and signature as they stand in the form. */
    AS_EDITED,
    /** Signed with a fresh key of our own, under the key name of the header. */
    OWN_KEY,
    /** Algorithm {@code none}, without a signature. */
    NO_SIGNATURE,
    /** HS256 with the issuer's public key as the secret. */
    PUBLIC_KEY_AS_SECRET,
    /** A key name that no issuer publishes. */
    OTHER_KEY_NAME,
    /** An expiry an hour ago, which only the issuer could sign. */
    EXPIRED
}
