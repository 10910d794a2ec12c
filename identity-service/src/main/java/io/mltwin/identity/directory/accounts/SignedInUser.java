package io.mltwin.identity.directory.accounts;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * A user who has signed in, in a browser session, a code or a token. A password was always entered.
 * A second factor counts for the account for which it was shown; in another tenant that is another
 * account.
 *
 * @param tenantId the tenant signed in to; a guest's resource tenant
 * @param objectId the user's object there
 * @param factors object ids of the accounts for which a second factor was shown
 * @param signedInOn by the platform's clock
 */
public record SignedInUser(String tenantId, String objectId, Set<String> factors, Instant signedInOn) {

    private static final String PASSWORD = "pwd";
    private static final String SECOND_FACTOR = "mfa";

    /** Returns Azure AD's {@code amr} for an account of the user. */
    public List<String> methodsFor(Account account) {
        return hasShownFactorOf(account) ? List.of(PASSWORD, SECOND_FACTOR) : List.of(PASSWORD);
    }

    /** Returns the accounts whose second factor was shown, for a token with these methods. */
    public static Set<String> factors(List<String> methods, String objectId) {
        return methods != null && methods.contains(SECOND_FACTOR) ? Set.of(objectId) : Set.of();
    }

    public boolean hasShownFactorOf(Account account) {
        return factors.contains(account.objectId());
    }
}
