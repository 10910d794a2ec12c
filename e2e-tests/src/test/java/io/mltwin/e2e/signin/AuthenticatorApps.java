package io.mltwin.e2e.signin;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The apps of the fixture's people: each has one, whichever test has set it up. */
public final class AuthenticatorApps {
    /** Tests that share it sign mia in, who sets up her app at the first sign-in. */
    public static final String OF_MIA = "second factor of mia";

    private static final Map<String, AuthenticatorApp> APPS = new ConcurrentHashMap<>();

    private AuthenticatorApps() {}

    /**
     * @param shown the key on the page that sets it up; null for a person who has one
     */
    public static AuthenticatorApp of(String person, String shown) {
        if (shown != null) {
            APPS.put(person, new AuthenticatorApp(shown));
        }
        return APPS.get(person);
    }
}
