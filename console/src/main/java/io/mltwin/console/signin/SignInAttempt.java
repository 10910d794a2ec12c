package io.mltwin.console.signin;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A sign-in that has begun in a browser.
 *
 * @param state that Azure AD sends back
 * @param nonce that the id token must name
 * @param verifier of the proof key
 * @param back the page that the sign-in leads to
 * @param expiresOn epoch seconds on the platform's clock
 */
record SignInAttempt(
        @JsonProperty("state") String state,
        @JsonProperty("nonce") String nonce,
        @JsonProperty("verifier") String verifier,
        @JsonProperty("back") String back,
        @JsonProperty("expiresOn") long expiresOn) {

    @Override
    public String toString() {
        return "sign-in that leads to " + back;
    }
}
