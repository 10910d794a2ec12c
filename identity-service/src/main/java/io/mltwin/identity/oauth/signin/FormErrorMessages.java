package io.mltwin.identity.oauth.signin;

import io.mltwin.armweb.AzureException;
import io.mltwin.identity.oauth.secondfactor.SecondFactors.Verdict;
import io.mltwin.identity.oauth.signin.Outcome.FormError;

/** Error messages for users who can correct their input on the same page. */
final class FormErrorMessages {

    private FormErrorMessages() {}

    /** Returns the message for a refused password; null when typing it again does not help. */
    static FormError forPassword(AzureException fault) {
        String code = fault.content().innerCode();
        if (code == null) {
            return null;
        }
        return switch (code) {
            case "50034" -> new FormError("There is no account with this name here. Check how it is spelled.", code);
            case "50126" -> new FormError("The name or the password is not right.", code);
            case "50053" ->
                new FormError(
                        "The account is locked after too many wrong passwords. Wait a minute," + " then try again.",
                        code);
            default -> null;
        };
    }

    static FormError forCode(Verdict verdict) {
        return verdict == Verdict.LOCKED
                ? new FormError("Too many wrong codes were entered. Wait a minute, then try again.", "50053")
                : new FormError(
                        "This code is not right. Enter the one the app shows now; each code works" + " once.",
                        "500121");
    }

    static FormError forUserCode() {
        return new FormError("No device waits with this code. It may be mistyped, too old or already used.", "70018");
    }
}
