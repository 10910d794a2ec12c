package io.mltwin.identity.directory.accounts;

import static io.mltwin.identity.directory.accounts.AccountErrors.disabled;
import static io.mltwin.identity.directory.accounts.AccountErrors.invitationPending;
import static io.mltwin.identity.directory.accounts.AccountErrors.notInTenant;
import static io.mltwin.identity.directory.accounts.AccountErrors.secondFactorNeeded;
import static io.mltwin.identity.directory.accounts.AccountErrors.secondFactorNotEnrolled;
import static io.mltwin.identity.directory.accounts.AccountErrors.signInRevoked;
import static io.mltwin.identity.directory.accounts.AccountErrors.userGone;

import io.mltwin.identity.TokenIssuers;
import io.mltwin.identity.directory.Tenant;
import io.mltwin.identity.directory.accounts.AccountRepository.AccountRow;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;

/** Finds users for sign-in, and decides in which tenants a sign-in is still valid. */
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
     * Returns the account of a completed sign-in as {@link #findIn} does. Refuses when this tenant
     * asks for a second factor and none was shown for the account.
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
     * Returns the account of a signed-in user in a tenant: its own or its guest account. Refuses
     * when one of the two may not sign in any more. Does not check the second factor.
     */
    @Transactional(dontRollbackOn = RuntimeException.class)
    public Account findIn(Tenant tenant, SignedInUser user) {
        Account signedIn = accounts.findById(user.objectId())
                .map(AccountRow::account)
                .orElseThrow(() -> userGone(user.objectId(), tenant.displayName()));
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
        Optional<AccountRow> there = signedIn.homeTenantId().equals(tenant.tenantId())
                ? accounts.findById(signedIn.homeObjectId())
                : accounts.findGuest(tenant.tenantId(), signedIn.homeObjectId());
        return there.map(AccountRow::account)
                .orElseThrow(() -> notInTenant(
                        signedIn.userPrincipalName(), issuers.v1(signedIn.homeTenantId()), tenant.displayName()));
    }

    private static void requireGood(Account account, SignedInUser user) {
        requireUsable(account);
        if (account.tokensValidFrom() != null && user.signedInOn().isBefore(account.tokensValidFrom())) {
            throw signInRevoked(user.signedInOn(), account.tokensValidFrom());
        }
    }

    static void requireUsable(Account account) {
        if (!account.enabled()) {
            throw disabled();
        }
        if (account.guest() && !account.invitationRedeemed()) {
            throw invitationPending();
        }
    }

    /**
     * Refuses an account that needs a second factor.
     *
     * @param interactive true when the client can send the user to the sign-in page
     */
    public static void requireNoSecondFactor(Account account, boolean interactive) {
        if (account.secondFactorRequired()) {
            throw account.secondFactorEnrolled()
                    ? secondFactorNeeded(interactive)
                    : secondFactorNotEnrolled(interactive);
        }
    }
}
