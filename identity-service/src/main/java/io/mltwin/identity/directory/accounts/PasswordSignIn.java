package io.mltwin.identity.directory.accounts;

import static io.mltwin.identity.directory.accounts.AccountErrors.locked;
import static io.mltwin.identity.directory.accounts.AccountErrors.notInTenant;
import static io.mltwin.identity.directory.accounts.AccountErrors.userNotFound;
import static io.mltwin.identity.directory.accounts.AccountErrors.wrongPassword;

import io.mltwin.encoding.AsciiCase;
import io.mltwin.identity.TokenIssuers;
import io.mltwin.identity.directory.DirectoryService;
import io.mltwin.identity.directory.Tenant;
import io.mltwin.identity.directory.accounts.AccountRepository.AccountRow;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;

/**
 * Checks a user's name and password. Plays Azure AD's smart lockout: ten wrong passwords lock the
 * account for a minute, and so does each further one. Deviation: each wrong password counts, also
 * the same one again, and every lock takes a minute.
 */
@ApplicationScoped
public class PasswordSignIn {

    private static final int MOST_FAILURES = 10;
    private static final Duration LOCK = Duration.ofSeconds(60);
    private static final int LONGEST_NAME = 256;
    private static final int TURNS = 64;
    // fewer than lock: right passwords that come at once lock nobody out
    private static final int COMPARED_AT_ONCE = 4;

    private final AccountRepository accounts;
    private final DirectoryService directory;
    private final TokenIssuers issuers;
    private final Clock clock;
    private final List<Semaphore> turns =
            Stream.generate(() -> new Semaphore(COMPARED_AT_ONCE)).limit(TURNS).toList();

    PasswordSignIn(AccountRepository accounts, DirectoryService directory, TokenIssuers issuers, Clock clock) {
        this.accounts = accounts;
        this.directory = directory;
        this.issuers = issuers;
        this.clock = clock;
    }

    /**
     * Returns the account in the tenant that the user signs in to: its own, or a guest account, for
     * which the user types its name at home. Does not check the second factor.
     *
     * @throws io.mltwin.armweb.AzureException if the user may not sign in
     */
    public Account check(Tenant tenant, String userPrincipalName, String password) {
        AccountRow known = read(userPrincipalName)
                .orElseThrow(() -> userNotFound(shortened(userPrincipalName), tenant.displayName()));
        Account account = known.account();
        if (account.guest() || known.b2c()) {
            // a guest signs in with its name at home, a B2C tenant's user by its user flows only
            throw userNotFound(shortened(userPrincipalName), tenant.displayName());
        }
        verify(known, password);
        Accounts.requireUsable(account);
        if (account.tenantId().equals(tenant.tenantId())) {
            return account;
        }
        Account guest = QuarkusTransaction.joiningExisting()
                .call(() -> accounts.findGuest(tenant.tenantId(), account.objectId()))
                .map(AccountRow::account)
                .orElseThrow(() ->
                        notInTenant(account.userPrincipalName(), issuers.v1(account.tenantId()), tenant.displayName()));
        Accounts.requireUsable(guest);
        return guest;
    }

    /** Checks a user of a B2C tenant, as {@link #check} does for others. */
    public Account checkLocal(Tenant tenant, String name, String password) {
        AccountRow known = read(name)
                .filter(row -> row.b2c())
                .filter(row -> row.account().tenantId().equals(tenant.tenantId()))
                .orElseThrow(() -> userNotFound(shortened(name), tenant.displayName()));
        verify(known, password);
        Accounts.requireUsable(known.account());
        return known.account();
    }

    /** Returns true when the name is that of a guest of the tenant, there or at home. */
    public boolean isGuest(Tenant tenant, String userPrincipalName) {
        return read(userPrincipalName)
                .map(AccountRow::account)
                .map(account -> account.guest()
                        || !account.tenantId().equals(tenant.tenantId())
                                && QuarkusTransaction.joiningExisting()
                                        .call(() -> accounts.findGuest(tenant.tenantId(), account.objectId()))
                                        .isPresent())
                .orElse(false);
    }

    private Optional<AccountRow> read(String userPrincipalName) {
        if (userPrincipalName.length() > LONGEST_NAME || userPrincipalName.indexOf('\0') >= 0) {
            return Optional.empty();
        }
        return QuarkusTransaction.joiningExisting().call(() -> accounts.findByName(AsciiCase.lower(userPrincipalName)));
    }

    private void verify(AccountRow row, String password) {
        if (row.lockedUntil() != null && row.lockedUntil().isAfter(clock.instant())) {
            throw locked();
        }
        String objectId = row.account().objectId();
        Semaphore turn = turns.get(Math.floorMod(objectId.hashCode(), turns.size()));
        turn.acquireUninterruptibly();
        try {
            compare(objectId, password);
        } finally {
            turn.release();
        }
    }

    /**
     * Counts the password before comparing it, so that concurrent guesses are no more than the
     * lockout allows.
     */
    private void compare(String objectId, String password) {
        Instant now = clock.instant();
        int counted = QuarkusTransaction.requiringNew()
                .call(() -> accounts.count(objectId, MOST_FAILURES, now, now.plus(LOCK)))
                .orElseThrow(AccountErrors::locked);
        if (!directory.isPassword(objectId, password)) {
            throw wrongPassword();
        }
        QuarkusTransaction.requiringNew().run(() -> accounts.forgetFailures(objectId, MOST_FAILURES, counted));
    }

    private static String shortened(String name) {
        return name.substring(0, Math.min(LONGEST_NAME, name.length()));
    }
}
