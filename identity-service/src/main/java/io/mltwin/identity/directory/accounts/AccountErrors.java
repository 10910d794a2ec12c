package io.mltwin.identity.directory.accounts;

import io.mltwin.armweb.AzureException;
import io.mltwin.identity.oauth.errors.AadErrors;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The errors by which Azure AD refuses to sign a user in. */
public final class AccountErrors {

    private static final String GRANT = "invalid_grant";
    private static final String INTERACTION = "interaction_required";

    private AccountErrors() {}

    public static AzureException userNotFound(String user, String tenant) {
        return AadErrors.fault(
                400,
                GRANT,
                "50034",
                "The user account %s does not exist in the %s directory. To sign into this application, the account"
                        + " must be added to the directory.",
                user,
                tenant);
    }

    public static AzureException wrongPassword() {
        return AadErrors.fault(
                400, GRANT, "50126", "Error validating credentials due to invalid username or password.");
    }

    public static AzureException locked() {
        return AadErrors.fault(
                400,
                GRANT,
                "50053",
                "The account is locked, you've tried to sign in too many times with an incorrect user ID or password.");
    }

    public static AzureException disabled() {
        return AadErrors.fault(400, GRANT, "50057", "The user account is disabled.");
    }

    public static AzureException invitationPending() {
        return AadErrors.fault(
                400,
                GRANT,
                "50014",
                "The user's redemption is in a pending state. The guest user account is not fully created yet.");
    }

    /** A user of another tenant who is no guest of this one. */
    public static AzureException notInTenant(String user, String homeIssuer, String tenant) {
        return AadErrors.fault(
                400,
                INTERACTION,
                "50020",
                "User account '%s' from identity provider '%s' does not exist in tenant '%s' and cannot access the"
                        + " application in that tenant. The account needs to be added as an external user in the tenant first.",
                user,
                homeIssuer,
                tenant);
    }

    public static AzureException guestNotAllowed() {
        return AadErrors.fault(
                400,
                GRANT,
                "90084",
                "Guest accounts are not allowed for this site: a guest's password is its home tenant's affair.");
    }

    /**
     * @param interactive false for a password that an application sent, where no user can be asked
     */
    public static AzureException secondFactorNeeded(boolean interactive) {
        return AadErrors.fault(
                400,
                interactive ? INTERACTION : GRANT,
                "50076",
                "Due to a configuration change made by your administrator, or because you moved to a new location,"
                        + " you must use multi-factor authentication to access the resource.");
    }

    /** As {@link #secondFactorNeeded}, for a user who has no second factor yet. */
    public static AzureException secondFactorNotEnrolled(boolean interactive) {
        return AadErrors.fault(
                400,
                interactive ? INTERACTION : GRANT,
                "50079",
                "Due to a configuration change made by your administrator, or because you moved to a new location,"
                        + " you must enroll in multi-factor authentication to access the resource.");
    }

    public static AzureException signInRevoked(Instant signedInOn, Instant validFrom) {
        return AadErrors.fault(
                400,
                GRANT,
                "50173",
                "The provided grant has expired due to it being revoked, a fresh auth token is needed. The user"
                        + " might have changed or reset their password. The grant was issued on '%s' and the TokensValidFrom"
                        + " date (before which tokens are not valid) for this user is '%s'.",
                signedInOn.truncatedTo(ChronoUnit.SECONDS),
                validFrom.truncatedTo(ChronoUnit.SECONDS));
    }

    static AzureException userGone(String objectId, String tenant) {
        return userNotFound("{" + objectId + "}", tenant);
    }
}
