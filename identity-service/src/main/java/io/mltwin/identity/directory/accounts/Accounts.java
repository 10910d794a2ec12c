package io.mltwin.identity.directory.accounts;

import io.mltwin.identity.TokenIssuers;
import io.mltwin.identity.directory.Tenant;
import io.mltwin.identity.oauth.signin.SignedInUser;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;

/** Users as sign-in sees them, and whether a sign-in of one is still good, in which tenant. */
@ApplicationScoped
public class Accounts {

    private final AccountRepository accounts;
    private final TokenIssuers issuers;

    Accounts(AccountRepository accounts, TokenIssuers issuers) {
        this.accounts = accounts;
        this.issuers = issuers;
    }

    @Transactional
    public Optional<Account> find(String objectId) {
        return accounts.findById(objectId).map(AccountRow::account);
    }

    /**
     * As {@link #findIn}, of a sign-in that is complete. Refused when this tenant asks for a second
     * factor and none was shown for the account in it.
     */
    @Transactional(dontRollbackOn = RuntimeException.class)
    public Account requireIn(Tenant tenant, SignedInUser user) {
        Account account = findIn(tenant, user);
        if (!user.hasShownFactorOf(account)) {
            requireNoSecondFactor(account, true);
        }
        return account;
    }

    /**
     * The object by which a signed-in user is known in a tenant: its own, or a guest's. Refused
     * when the user may no longer; says nothing of a second factor.
     */
    @Transactional(dontRollbackOn = RuntimeException.class)
    public Account findIn(Tenant tenant, SignedInUser user) {
        Account signedIn =
                accounts.findById(user.objectId())
                        .map(AccountRow::account)
                        .orElseThrow(
                                () ->
                                        AccountErrors.userGone(
                                                user.objectId(), tenant.displayName()));
        Account account = objectIn(tenant, signedIn);
        requireGood(account, user);
        if (!signedIn.objectId().equals(account.objectId())) {
            requireGood(signedIn, user);
        }
        if (account.guest()) {
            // the home tenant decides first
            accounts.findById(account.homeObjectId())
                    .map(AccountRow::account)
                    .ifPresent(home -> requireGood(home, user));
        }
        return account;
    }

    private Account objectIn(Tenant tenant, Account signedIn) {
        if (signedIn.tenantId().equals(tenant.tenantId())) {
            return signedIn;
        }
        Optional<AccountRow> there =
                signedIn.homeTenantId().equals(tenant.tenantId())
                        ? accounts.findById(signedIn.homeObjectId())
                        : accounts.findGuest(tenant.tenantId(), signedIn.homeObjectId());
        return there.map(AccountRow::account)
                .orElseThrow(
                        () ->
                                AccountErrors.notInTenant(
                                        signedIn.userPrincipalName(),
                                        issuers.v1(signedIn.homeTenantId()),
                                        tenant.displayName()));
    }

    private static void requireGood(Account account, SignedInUser user) {
        requireUsable(account);
        if (account.tokensValidFrom() != null
                && user.signedInOn().isBefore(account.tokensValidFrom())) {
            throw AccountErrors.signInRevoked(user.signedInOn(), account.tokensValidFrom());
        }
    }

    static void requireUsable(Account account) {
        if (!account.enabled()) {
            throw AccountErrors.disabled();
        }
        if (account.guest() && !account.invitationRedeemed()) {
            throw AccountErrors.invitationPending();
        }
    }

    /**
     * Refused when the account must prove more than a password.
     *
     * @param interactive true when the client can send the user to the sign-in page
     */
    public static void requireNoSecondFactor(Account account, boolean interactive) {
        if (account.secondFactorRequired()) {
            throw account.secondFactorEnrolled()
                    ? AccountErrors.secondFactorNeeded(interactive)
                    : AccountErrors.secondFactorNotEnrolled(interactive);
        }
    }
}
