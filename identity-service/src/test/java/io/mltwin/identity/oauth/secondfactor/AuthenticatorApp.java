package io.mltwin.identity.oauth.secondfactor;

import java.time.Instant;

/**
 * What a person holds next to the browser. Codes go by the wall clock, and one of the step before
 * or after counts too.
 */
public final class AuthenticatorApp {

    private final byte[] key;

    /**
     * @param shown in base32, in groups as on the page
     */
    public AuthenticatorApp(String shown) {
        key = Base32.decode(shown.replace(" ", ""));
    }

    /**
     * Returns a code of the step now, or of one to come. Who uses them in the order of their steps
     * need not wait for a step to end.
     */
    public String code(int stepsAhead) {
        return Totp.code(key, Totp.step(Instant.now()) + stepsAhead);
    }
}
