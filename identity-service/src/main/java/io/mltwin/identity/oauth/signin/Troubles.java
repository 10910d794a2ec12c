package io.mltwin.identity.oauth.signin;

import io.mltwin.armweb.AzureFault;
import io.mltwin.identity.oauth.secondfactor.SecondFactors.Verdict;
import io.mltwin.identity.oauth.signin.Outcome.Trouble;

/** What people are told who can put it right on the same page. */
final class Troubles {

    private Troubles() {}

    /** Null when typing again does not help. */
    static Trouble ofPassword(AzureFault fault) {
        String code = fault.content().innerCode();
        if (code == null) {
            return null;
        }
        return switch (code) {
            case "50034" ->
                    new Trouble(
                            "There is no account with this name here. Check how it is spelled.",
                            code);
            case "50126" -> new Trouble("The name or the password is not right.", code);
            case "50053" ->
                    new Trouble(
                            "The account is locked after too many wrong passwords. Wait a minute, then try again.",
                            code);
            default -> null;
        };
    }

    static Trouble ofCode(Verdict verdict) {
        return verdict == Verdict.LOCKED
                ? new Trouble(
                        "Too many wrong codes were entered. Wait a minute, then try again.",
                        "50053")
                : new Trouble(
                        "This code is not right. Enter the one the app shows now; each code works once.",
                        "500121");
    }

    static Trouble ofUserCode() {
        return new Trouble(
                "No device waits with this code. It may be mistyped, too old or already used.",
                "70018");
    }
}
