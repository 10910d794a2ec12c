package io.mltwin.e2e.signin;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.signin.AuthenticatorApp;
import io.mltwin.signin.SignIn;
import io.mltwin.signin.TestBrowser;
import io.mltwin.signin.TestBrowser.Page;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** The apps of the fixture's people: each has one, whichever test has set it up. */
public final class AuthenticatorApps {
    /** Tests that share it sign mia in, who sets up her app at the first sign-in. */
    public static final String OF_MIA = "second factor of mia";

    private static final Map<String, AuthenticatorApp> APPS = new ConcurrentHashMap<>();

    private static final Pattern SECRET = Pattern.compile("<p class=\"secret\" id=\"secret\">([A-Z2-7 ]+)</p>");

    private AuthenticatorApps() {}

    /**
     * A browser in which a person of the fixture has signed in to Azure CLI, with a second factor
     * where one is asked for.
     */
    public static TestBrowser signedIn(SignIn signIn, String person) throws IOException {
        TestBrowser browser = signIn.browser();
        Page answer = signIn.password(browser, browser.get(signIn.azureCli().path()), signIn.user(person));
        if (answer.told("code") == null) {
            AuthenticatorApp app = of(person, answer.first(SECRET));
            answer = browser.submit(answer, "code", app.unusedCode());
        }
        assertThat(answer.told("code")).as(answer.title()).isNotNull();
        return browser;
    }

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
