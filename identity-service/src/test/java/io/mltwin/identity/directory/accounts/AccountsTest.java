package io.mltwin.identity.directory.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.identity.Refusal;
import io.mltwin.identity.directory.Tenant;
import io.mltwin.identity.directory.accounts.AccountRows.Draft;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether a sign-in is still good in a tenant: at home, or where the user is a guest. */
class AccountsTest {

    private static final Instant SIGNED_IN = Instant.parse("2026-01-01T12:00:00Z");
    private static final Tenant HOME = new Tenant("home", "Home", List.of());
    private static final Tenant THERE = new Tenant("there", "There", List.of());

    private final AccountRows rows = new AccountRows();
    private final Draft user = new Draft("user", "home");
    private final Draft guest = new Draft("guest", "there").guestOf("home", "user");

    @ParameterizedTest
    @CsvSource({
        "home, nothing changed, accepted",
        "home, user is disabled, 50057",
        "home, user revoked sessions a second later, 50173",
        "home, user revoked sessions at that time, accepted",
        "home, user needs an enrolled factor, 50076",
        "home, user needs a new factor, 50079",
        "home, guest is disabled, accepted",
        "there, nothing changed, accepted",
        "there, guest is disabled, 50057",
        "there, guest is pending, 50014",
        "there, guest revoked sessions a second later, 50173",
        "there, guest needs an enrolled factor, 50076",
        "there, guest needs a new factor, 50079",
        "there, user is disabled, 50057",
        "there, user revoked sessions a second later, 50173",
        "there, user needs an enrolled factor, accepted",
    })
    void theSignInOfAUserIsJudgedByBothTenants(String tenant, String change, String outcome) {
        // Given
        change(change);
        save();

        // When
        String refusal = Refusal.aad(() -> rows.accounts().requireIn(tenant(tenant), signedIn("user")));

        // Then
        assertThat(refusal).isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource({
        "there, nothing changed, accepted",
        "there, user is disabled, 50057",
        "there, user revoked sessions a second later, 50173",
        "home, nothing changed, accepted",
        "home, guest is disabled, 50057",
        "home, guest is pending, 50014",
        "home, guest revoked sessions a second later, 50173",
    })
    void theSignInOfAGuestIsJudgedByBothTenants(String tenant, String change, String outcome) {
        // Given
        change(change);
        save();

        // When
        String refusal = Refusal.aad(() -> rows.accounts().requireIn(tenant(tenant), signedIn("guest")));

        // Then
        assertThat(refusal).isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource({"home, user", "there, guest"})
    void theAccountIsTheOneOfTheTenant(String tenant, String objectId) {
        // Given
        save();

        // When
        Account account = rows.accounts().findIn(tenant(tenant), signedIn("user"));

        // Then
        assertThat(account.objectId()).isEqualTo(objectId);
    }

    @ParameterizedTest
    @CsvSource({"guest, accepted", "user, 50076"})
    void aFactorCountsForTheAccountThatItWasShownFor(String shownFor, String outcome) {
        // Given
        guest.needsFactor(true);
        save();
        SignedInUser signedIn = new SignedInUser("home", "user", Set.of(shownFor), SIGNED_IN);

        // When
        String refusal = Refusal.aad(() -> rows.accounts().requireIn(THERE, signedIn));

        // Then
        assertThat(refusal).isEqualTo(outcome);
    }

    @Test
    void aTenantThatDoesNotKnowTheUserRefuses() {
        // Given
        rows.put(user.account());

        // When
        String refusal = Refusal.aad(() -> rows.accounts().findIn(THERE, signedIn("user")));

        // Then
        assertThat(refusal).isEqualTo("50020");
    }

    @Test
    void aUserThatWasDeletedIsRefused() {
        // When
        String refusal = Refusal.aad(() -> rows.accounts().findIn(HOME, signedIn("user")));

        // Then
        assertThat(refusal).isEqualTo("50034");
    }

    private void change(String change) {
        Draft who = change.startsWith("guest") ? guest : user;
        switch (change.substring(change.indexOf(' ') + 1)) {
            case "changed" -> {}
            case "is disabled" -> who.disabled();
            case "is pending" -> who.pending();
            case "revoked sessions a second later" -> who.revokedBefore(SIGNED_IN.plusSeconds(1));
            case "revoked sessions at that time" -> who.revokedBefore(SIGNED_IN);
            case "needs an enrolled factor" -> who.needsFactor(true);
            case "needs a new factor" -> who.needsFactor(false);
            default -> throw new IllegalArgumentException(change);
        }
    }

    private void save() {
        rows.put(user.account());
        rows.put(guest.account());
    }

    private static Tenant tenant(String name) {
        return name.equals("home") ? HOME : THERE;
    }

    private static SignedInUser signedIn(String objectId) {
        return new SignedInUser(objectId.equals("user") ? "home" : "there", objectId, Set.of(), SIGNED_IN);
    }
}
