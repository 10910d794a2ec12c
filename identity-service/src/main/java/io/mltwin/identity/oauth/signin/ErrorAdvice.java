package io.mltwin.identity.oauth.signin;

import static io.mltwin.encoding.Absence.orEmpty;

/** Tells users in plain words what to do about an error. */
final class ErrorAdvice {

    static final String TITLE = "You cannot be signed in";

    private ErrorAdvice() {}

    /**
     * @param code the number behind AADSTS; null for an error that has none
     */
    static String of(String code) {
        return switch (orEmpty(code)) {
            case "50011", "900971" ->
                "The application asked for an answer at an address that is not registered for"
                        + " it. Register this address with the application, or correct it there.";
            case "700016" -> "Check the application's id and the tenant in the address of this page.";
            case "90002" -> "Check the tenant in the address of this page: its id or its domain.";
            case "50020" ->
                "Sign in with an account of this organization, or ask its administrator to" + " invite you as a guest.";
            case "50014" -> "Accept the invitation first, or ask the administrator to send it again.";
            case "50057" -> "Ask the administrator of your organization to enable the account.";
            case "50089", "165000" ->
                "Go back to the application and sign in again, in one browser window that" + " accepts cookies.";
            case "90033", "" -> "Wait a moment, then go back to the application and try again.";
            default -> "Go back to the application and try again. Its developer can look the code up.";
        };
    }
}
