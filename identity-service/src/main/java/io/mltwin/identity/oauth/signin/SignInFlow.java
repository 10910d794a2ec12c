package io.mltwin.identity.oauth.signin;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.mltwin.identity.oauth.codes.AuthorizedRequest;

/**
 * A sign-in in progress, from the request of a client or device to the answer. The browser carries
 * it encrypted, in a hidden field of each form, so that it can be neither changed nor read there.
 *
 * @param tenant id, domain, {@code common} or {@code organizations}, as asked
 * @param clientId the application
 * @param request what the client asked for; null for a device
 * @param userCode of a device; null for none
 * @param scope as asked
 * @param responseMode {@code query}, {@code fragment} or {@code form_post}; null for a device
 * @param state to be given back to the client; null for none
 * @param prompt {@code none}, {@code login}, {@code consent}, {@code select_account}; null for none
 *     of these
 * @param loginHint the name a user signs in with, as far as the client knows it; null for none
 * @param expiresOn epoch seconds
 */
record SignInFlow(
        String tenant,
        String clientId,
        AuthorizedRequest request,
        String userCode,
        String scope,
        String responseMode,
        String state,
        String prompt,
        String loginHint,
        long expiresOn,
        Progress progress) {

    /**
     * The progress of a sign-in.
     *
     * @param signInAfter epoch microseconds; an earlier sign-in does not count
     * @param accountChosen the user wants to go on with the account that is signed in
     * @param consented the user has consented in this sign-in
     * @param newSecret of a second factor that is being set up; null for none
     * @param shownTo the account that the last page was for; null for none
     */
    record Progress(long signInAfter, boolean accountChosen, boolean consented, String newSecret, String shownTo) {

        static Progress begin(long signInAfter) {
            return new Progress(signInAfter, false, false, null, null);
        }

        Progress shownTo(String objectId, String secret) {
            return new Progress(signInAfter, accountChosen, consented, secret, objectId);
        }

        Progress withAccountChosen() {
            return new Progress(signInAfter, true, consented, newSecret, shownTo);
        }

        Progress withConsent() {
            return new Progress(signInAfter, accountChosen, true, newSecret, shownTo);
        }

        @Override
        public String toString() {
            return "Progress[" + shownTo + "]";
        }
    }

    @JsonIgnore
    boolean isSilent() {
        return "none".equals(prompt);
    }

    @JsonIgnore
    boolean isForDevice() {
        return userCode != null;
    }

    SignInFlow with(Progress further) {
        return new SignInFlow(
                tenant, clientId, request, userCode, scope, responseMode, state, prompt, loginHint, expiresOn, further);
    }

    @Override
    public String toString() {
        return "SignInFlow[" + clientId + " in " + tenant + "]";
    }
}
