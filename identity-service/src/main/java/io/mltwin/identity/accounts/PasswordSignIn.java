package io.mltwin.identity.accounts;

import io.mltwin.identity.TokenIssuers;
import io.mltwin.identity.directory.DirectoryService;
import io.mltwin.identity.directory.Tenant;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * Checks a user's name and password, wherever they were typed. Azure AD's smart lockout: ten wrong
 * ones lock for a minute, and from then on every further one. Deviation: each wrong password
 * counts, also the same one again, and every lock takes a minute.
 */
@ApplicationScoped
public class PasswordSignIn {

    private static final int MOST_FAILURES = 10;
    private static final Duration LOCK = Duration.ofSeconds(60);
    private static final int LONGEST_NAME = 256;

    private final AccountRepository accounts;
    private final DirectoryService directory;
    private final TokenIssuers issuers;
    private final Clock clock;

    PasswordSignIn(
            AccountRepository accounts,
            DirectoryService directory,
            TokenIssuers issuers,
            Clock clock) {
        this.accounts = accounts;
        this.directory = directory;
        this.issuers = issuers;
        this.clock = clock;
    }

    /**
     * The account in the tenant that is signed in to, of who typed this name and password: its own,
     * or of a guest, who types the home tenant's name. Says nothing of a second factor.
     *
     * @throws io.mltwin.armweb.AzureFault in Azure AD's words when the user may not
     */
    public Account check(Tenant tenant, String userPrincipalName, String password) {
        AccountRow known =
                read(userPrincipalName)
                        .orElseThrow(
                                () ->
                                        AccountErrors.userNotFound(
                                                shortened(userPrincipalName),
                                                tenant.displayName()));
        Account account = known.account();
        if (account.guest() || known.b2c()) {
            // a guest signs in with its name at home, a B2C tenant's user by its user flows only
            throw AccountErrors.userNotFound(shortened(userPrincipalName), tenant.displayName());
        }
        verify(known, password);
        Accounts.requireUsable(account);
        if (account.tenantId().equals(tenant.tenantId())) {
            return account;
        }
        Account guest =
                QuarkusTransaction.joiningExisting()
                        .call(() -> accounts.findGuest(tenant.tenantId(), account.objectId()))
                        .map(AccountRow::account)
                        .orElseThrow(
                                () ->
                                        AccountErrors.notInTenant(
                                                account.userPrincipalName(),
                                                issuers.v1(account.tenantId()),
                                                tenant.displayName()));
        Accounts.requireUsable(guest);
        return guest;
    }

    /** As {@link #check}, of a B2C tenant's own user. */
    public Account checkLocal(Tenant tenant, String name, String password) {
        AccountRow known =
                read(name)
                        .filter(row -> row.b2c())
                        .filter(row -> row.account().tenantId().equals(tenant.tenantId()))
                        .orElseThrow(
                                () ->
                                        AccountErrors.userNotFound(
                                                shortened(name), tenant.displayName()));
        verify(known, password);
        Accounts.requireUsable(known.account());
        return known.account();
    }

    /** True when the name is a guest's in the tenant: its name there, or at home. */
    public boolean isGuest(Tenant tenant, String userPrincipalName) {
        return read(userPrincipalName)
                .map(AccountRow::account)
                .map(
                        account ->
                                account.guest()
                                        || !account.tenantId().equals(tenant.tenantId())
                                                && QuarkusTransaction.joiningExisting()
                                                        .call(
                                                                () ->
                                                                        accounts.findGuest(
                                                                                tenant.tenantId(),
                                                                                account.objectId()))
                                                        .isPresent())
                .orElse(false);
    }

    private Optional<AccountRow> read(String userPrincipalName) {
        if (userPrincipalName.length() > LONGEST_NAME || userPrincipalName.indexOf('\0') >= 0) {
            return Optional.empty();
        }
        return QuarkusTransaction.joiningExisting()
                .call(() -> accounts.findByName(userPrincipalName.toLowerCase(Locale.ROOT)));
    }

    private void verify(AccountRow row, String password) {
        Instant now = clock.instant();
        if (row.lockedUntil() != null && row.lockedUntil().isAfter(now)) {
            throw AccountErrors.locked();
        }
        String objectId = row.account().objectId();
        if (!directory.isPassword(objectId, password)) {
            QuarkusTransaction.requiringNew()
                    .run(() -> accounts.countFailure(objectId, MOST_FAILURES, now.plus(LOCK)));
            throw AccountErrors.wrongPassword();
        }
        if (row.failedSignIns() > 0) {
            QuarkusTransaction.requiringNew().run(() -> accounts.forgetFailures(objectId));
        }
    }

    private static String shortened(String name) {
        return name.substring(0, Math.min(LONGEST_NAME, name.length()));
    }
}
