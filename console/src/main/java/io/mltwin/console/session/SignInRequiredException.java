package io.mltwin.console.session;

/** A page was asked for by somebody who is not signed in; the answer leads to the sign-in. */
public class SignInRequiredException extends RuntimeException {

    public SignInRequiredException() {
        super("Nobody is signed in.");
    }
}
