package io.mltwin.identity.oauth.sessions;

import java.time.Instant;
import java.util.Set;

/**
 * The session of a browser in which a user has signed in, for single sign-on.
 *
 * @param objectId the account whose password was entered; for a guest its account at home
 * @param factors the accounts for which a second factor was shown
 */
public record BrowserSession(
        byte[] hash, String tenantId, String objectId, Instant signedInOn, Instant expiresOn, Set<String> factors) {

    @Override
    public String toString() {
        return "BrowserSession[" + objectId + "]";
    }
}
