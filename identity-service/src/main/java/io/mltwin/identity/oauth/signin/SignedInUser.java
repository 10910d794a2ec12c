package io.mltwin.identity.oauth.signin;

import io.mltwin.identity.directory.accounts.Account;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * A user who has proven to be one, as a browser session, a code and tokens tell it on. All of them
 * have shown a password; a second factor counts for the account for which it was shown, which in
 * another tenant is another one.
 *
 * @param tenantId the tenant signed in to; a guest's resource tenant
 * @param objectId the user's object there
 * @param factors object ids of the accounts for which a second factor was shown
 * @param signedInOn by the platform's clock
 */
public record SignedInUser(
        String tenantId, String objectId, Set<String> factors, Instant signedInOn) {

    private static final String PASSWORD = "pwd";
    private static final String SECOND_FACTOR = "mfa";

    /** What Azure AD's {@code amr} says of the user as an account of one tenant. */
    public List<String> methodsFor(Account account) {
        return hasShownFactorOf(account) ? List.of(PASSWORD, SECOND_FACTOR) : List.of(PASSWORD);
    }

    /** The accounts for which a token with these methods shows that a second factor was shown. */
    public static Set<String> factors(List<String> methods, String objectId) {
        return methods != null && methods.contains(SECOND_FACTOR) ? Set.of(objectId) : Set.of();
    }

    public boolean hasShownFactorOf(Account account) {
        return factors.contains(account.objectId());
    }
}
