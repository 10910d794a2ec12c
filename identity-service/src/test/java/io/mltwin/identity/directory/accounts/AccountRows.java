package io.mltwin.identity.directory.accounts;

import io.mltwin.identity.TestAddresses;
import io.mltwin.identity.directory.accounts.AccountRepository.AccountRow;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Users of a directory without a database. */
public final class AccountRows extends AccountRepository {

    private final Map<String, Account> accounts = new LinkedHashMap<>();

    public AccountRows() {
        super(null);
    }

    /** Returns the rules about accounts over these users. */
    public Accounts accounts() {
        return new Accounts(this, TestAddresses.ISSUERS);
    }

    public void put(Account account) {
        accounts.put(account.objectId(), account);
    }

    @Override
    Optional<AccountRow> findById(String objectId) {
        return Optional.ofNullable(accounts.get(objectId)).map(AccountRows::row);
    }

    @Override
    Optional<AccountRow> findGuest(String tenantId, String homeObjectId) {
        return accounts.values().stream()
                .filter(one -> one.guest() && one.tenantId().equals(tenantId))
                .filter(one -> one.homeObjectId().equals(homeObjectId))
                .findFirst()
                .map(AccountRows::row);
    }

    private static AccountRow row(Account account) {
        return new AccountRow(account, false, null);
    }

    /** A user that may sign in until it is changed. */
    public static final class Draft {

        private final String objectId;
        private final String tenantId;
        private String homeTenantId;
        private String homeObjectId;
        private boolean enabled = true;
        private boolean redeemed = true;
        private boolean factorRequired;
        private boolean factorEnrolled;
        private Instant tokensValidFrom;

        public Draft(String objectId, String tenantId) {
            this.objectId = objectId;
            this.tenantId = tenantId;
        }

        public Draft guestOf(String homeTenant, String homeObject) {
            homeTenantId = homeTenant;
            homeObjectId = homeObject;
            return this;
        }

        public Draft disabled() {
            enabled = false;
            return this;
        }

        public Draft pending() {
            redeemed = false;
            return this;
        }

        public Draft needsFactor(boolean enrolled) {
            factorRequired = true;
            factorEnrolled = enrolled;
            return this;
        }

        public Draft revokedBefore(Instant time) {
            tokensValidFrom = time;
            return this;
        }

        public Account account() {
            boolean guest = homeTenantId != null;
            return new Account(
                    objectId,
                    tenantId,
                    objectId + "@" + tenantId,
                    objectId,
                    null,
                    null,
                    enabled,
                    guest,
                    guest ? homeTenantId : tenantId,
                    guest ? homeObjectId : objectId,
                    redeemed,
                    factorRequired,
                    factorEnrolled,
                    tokensValidFrom);
        }
    }
}
