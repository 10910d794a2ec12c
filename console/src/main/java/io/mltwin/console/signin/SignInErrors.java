package io.mltwin.console.signin;

import io.mltwin.armweb.AzureException;
import java.util.regex.Pattern;

/** The refusals of a sign-in; each is answered by signing in again. */
final class SignInErrors {

    private static final int UNAUTHORIZED = 401;
    private static final int LONGEST = 2_000;
    private static final Pattern ERROR = Pattern.compile("[a-z_]{1,64}");

    private SignInErrors() {}

    static AzureException ofAnotherBrowser() {
        return new AzureException(
                UNAUTHORIZED,
                "SignInOfAnotherBrowser",
                "This sign-in did not begin in this browser within the last ten minutes, or another"
                        + " one has begun since.");
    }

    /** Azure AD's own refusal, which came with the browser. */
    static AzureException refused(String error, String description) {
        return new AzureException(
                UNAUTHORIZED,
                ERROR.matcher(error).matches() ? error : "SignInRefused",
                description == null ? "Azure AD refused the sign-in." : shortened(description));
    }

    static AzureException notVouchedFor(String why) {
        return new AzureException(
                UNAUTHORIZED, "SignInNotVerified", "Azure AD's answer does not belong to this sign-in: %s.", why);
    }

    private static String shortened(String text) {
        return text.substring(0, Math.min(LONGEST, text.length()));
    }
}
