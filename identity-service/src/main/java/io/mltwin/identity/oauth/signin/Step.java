package io.mltwin.identity.oauth.signin;

import io.mltwin.identity.directory.accounts.Account;
import io.mltwin.identity.directory.accounts.SignedInUser;

/** The next step of a sign-in. */
sealed interface Step {

    /** Returns the account that the page is for; null when no user is signed in. */
    default Account account() {
        return null;
    }

    /** The user enters name and password. */
    record Password() implements Step {}

    /** The user chooses the account. */
    record ChooseAccount(Account account) implements Step {}

    /** The user enters a code of the authenticator app. */
    record Code(Account account) implements Step {}

    /** The user sets up an authenticator app. */
    record Enrolment(Account account) implements Step {}

    /** The user consents to the application. */
    record Consent(Account account, SignedInUser user) implements Step {}

    /** The user confirms the device. */
    record ConfirmDevice(Account account, SignedInUser user) implements Step {}

    /** The sign-in is complete, and the client gets its answer. */
    record Finished(SignedInUser user) implements Step {}
}
