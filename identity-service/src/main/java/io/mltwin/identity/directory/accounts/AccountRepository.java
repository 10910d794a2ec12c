package io.mltwin.identity.directory.accounts;

import io.mltwin.resourceprovider.Queries;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.Optional;

/** Reads what sign-in needs of a user in one query, and changes it in one statement. */
@Singleton
class AccountRepository {

    private static final String SELECT =
            "select u.object_id, u.tenant_id, u.user_principal_name, u.display_name, u.given_name,"
                    + " u.surname, u.account_enabled, u.user_type, u.home_tenant_id, u.home_object_id,"
                    + " u.invitation_redeemed, u.mfa_required or t.mfa_required as"
                    + " second_factor_required, exists (select 1 from user_totp f where f.confirmed and"
                    + " f.object_id = u.object_id) as second_factor_enrolled, u.tokens_valid_from,"
                    + " t.kind, u.locked_until from directory_user u join tenant t on t.tenant_id ="
                    + " u.tenant_id where ";

    private final EntityManager entities;

    AccountRepository(EntityManager entities) {
        this.entities = entities;
    }

    Optional<AccountRow> findById(String objectId) {
        return find("u.object_id = ?1", objectId);
    }

    /**
     * @param name the user principal name in lower case
     */
    Optional<AccountRow> findByName(String name) {
        return find("u.user_principal_key = ?1", name);
    }

    /** Returns the guest object of a user in another tenant. */
    Optional<AccountRow> findGuest(String tenantId, String homeObjectId) {
        return find("u.tenant_id = ?1 and u.home_object_id = ?2", tenantId, homeObjectId);
    }

    /**
     * Counts a password as wrong before it is compared; from the given number on, each one locks
     * the account. Returns empty when the account is locked: then the password must not be
     * compared.
     */
    Optional<Integer> count(String objectId, int most, Instant now, Instant lockedUntil) {
        return Queries.sql(
                        entities,
                        Integer.class,
                        "update directory_user set failed_sign_ins = failed_sign_ins + 1,"
                                + " locked_until = case when failed_sign_ins + 1 >= ?1 then ?2"
                                + " else locked_until end where object_id = ?3 and"
                                + " (locked_until is null or locked_until <= ?4) returning"
                                + " failed_sign_ins",
                        most,
                        lockedUntil,
                        objectId,
                        now)
                .getResultList()
                .stream()
                .findFirst();
    }

    /**
     * Resets the count after a right password. Passwords that were counted while it was compared
     * stay counted, and so does their lock.
     *
     * @param counted the count with the right password
     */
    void forgetFailures(String objectId, int most, int counted) {
        Queries.sql(
                        entities,
                        "update directory_user set locked_until = case when ?1 >= ?3 or"
                                + " failed_sign_ins = ?1 then null else locked_until end,"
                                + " failed_sign_ins = greatest(failed_sign_ins - ?1, 0) where object_id"
                                + " = ?2",
                        counted,
                        objectId,
                        most)
                .executeUpdate();
    }

    private Optional<AccountRow> find(String condition, String... values) {
        return Queries.sql(entities, Tuple.class, SELECT + condition, (Object[]) values).getResultList().stream()
                .findFirst()
                .map(AccountRepository::row);
    }

    private static AccountRow row(Tuple row) {
        String objectId = row.get("object_id", String.class);
        String tenantId = row.get("tenant_id", String.class);
        boolean guest = row.get("user_type", String.class).equals("Guest");
        String homeTenantId = row.get("home_tenant_id", String.class);
        String homeObjectId = row.get("home_object_id", String.class);
        Account account = new Account(
                objectId,
                tenantId,
                row.get("user_principal_name", String.class),
                row.get("display_name", String.class),
                row.get("given_name", String.class),
                row.get("surname", String.class),
                row.get("account_enabled", Boolean.class),
                guest,
                homeTenantId == null ? tenantId : homeTenantId,
                homeObjectId == null ? objectId : homeObjectId,
                row.get("invitation_redeemed", Boolean.class),
                row.get("second_factor_required", Boolean.class),
                row.get("second_factor_enrolled", Boolean.class),
                row.get("tokens_valid_from", Instant.class));
        return new AccountRow(
                account, row.get("kind", String.class).equals("B2C"), row.get("locked_until", Instant.class));
    }

    /** A user and its tenant as read in one query. */
    record AccountRow(Account account, boolean b2c, Instant lockedUntil) {

        @Override
        public String toString() {
            return "AccountRow[" + account.objectId() + "]";
        }
    }
}
