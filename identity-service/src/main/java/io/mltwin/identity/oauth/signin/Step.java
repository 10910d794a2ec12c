package io.mltwin.identity.oauth.signin;

import io.mltwin.identity.directory.accounts.Account;

/** What a sign-in under way needs next. */
sealed interface Step {

    /** Whom the page is for; null when nobody is signed in. */
    default Account account() {
        return null;
    }

    /** Name and password. */
    record Password() implements Step {}

    /** Whether to go on with the account that is signed in. */
    record ChooseAccount(Account account) implements Step {}

    /** A code of the user's authenticator app. */
    record Code(Account account) implements Step {}

    /** To set an authenticator app up. */
    record Enrolment(Account account) implements Step {}

    /** The user's leave for the application to act for them. */
    record Consent(Account account, SignedInUser user) implements Step {}

    /** The user's word that the device is theirs. */
    record ConfirmDevice(Account account, SignedInUser user) implements Step {}

    /** Nothing: the client gets its answer. */
    record Finished(SignedInUser user) implements Step {}
}
