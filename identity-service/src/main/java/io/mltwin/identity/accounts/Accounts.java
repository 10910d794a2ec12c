package io.mltwin.identity.accounts;

import io.mltwin.identity.TokenIssuers;
import io.mltwin.identity.directory.Tenant;
import io.mltwin.identity.signin.SignedInUser;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
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
     * The object by which a signed-in user is known in a tenant: its own, or a guest's. Refused
     * when the user may no longer, or when the sign-in does not do for this tenant.
     *
     * @param interactive true when the client can send the user to the sign-in page
     */
    @Transactional(dontRollbackOn = RuntimeException.class)
    public Account requireIn(Tenant tenant, SignedInUser user, boolean interactive) {
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
        requireSecondFactor(account, user.methods(), interactive);
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

    /** Refused when the account must prove more than the sign-in did. */
    public static void requireSecondFactor(
            Account account, List<String> methods, boolean interactive) {
        if (account.secondFactorRequired() && !methods.contains("mfa")) {
            throw account.secondFactorEnrolled()
                    ? AccountErrors.secondFactorNeeded(interactive)
                    : AccountErrors.secondFactorNotEnrolled(interactive);
        }
    }
}
