package io.mltwin.identity.oauth.sessions;

import java.time.Instant;
import java.util.Set;

/**
 * A browser in which a user has signed in, so that the next application need not ask.
 *
 * @param objectId the account whose password was given; of a guest the one at home
 * @param factors the accounts for which a second factor was shown
 */
public record BrowserSession(
        byte[] hash,
        String tenantId,
        String objectId,
        Instant signedInOn,
        Instant expiresOn,
        Set<String> factors) {

    @Override
    public String toString() {
        return "BrowserSession[" + objectId + "]";
    }
}
