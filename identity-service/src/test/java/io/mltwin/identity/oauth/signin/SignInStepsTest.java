package io.mltwin.identity.oauth.signin;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.identity.Refusal;
import io.mltwin.identity.directory.ClientApplication;
import io.mltwin.identity.directory.DirectoryCache;
import io.mltwin.identity.directory.EmptyCache;
import io.mltwin.identity.directory.Tenant;
import io.mltwin.identity.directory.accounts.AccountRows;
import io.mltwin.identity.directory.accounts.AccountRows.Draft;
import io.mltwin.identity.oauth.clients.CachedClients;
import io.mltwin.identity.oauth.consents.TestConsents;
import io.mltwin.identity.oauth.secondfactor.TestFactors;
import io.mltwin.identity.oauth.sessions.BrowserSession;
import io.mltwin.identity.oauth.tokens.TestScopes;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a sign-in needs next. */
class SignInStepsTest {

    private static final Instant SIGNED_IN = Instant.parse("2026-01-01T12:00:00Z");
    private static final ClientApplication CLIENT =
            new ClientApplication("client", "object", "home", "app", false, false, List.of());

    private final AccountRows rows = new AccountRows();
    private final Draft user = new Draft("user", "home");
    private final Set<String> shown = new HashSet<>();
    private boolean signedIn = true;
    private boolean enrolled;
    private boolean consented = true;
    private String tenant = "home";
    private String prompt;
    private String loginHint;
    private String scope = "openid";
    private String userCode;
    private SignInFlow.Progress progress = SignInFlow.Progress.begin(0);

    @ParameterizedTest
    @CsvSource({
        "nothing, Finished",
        "no session, Password",
        "an older sign-in does not count, Password",
        "a sign-in of that time counts, Finished",
        "the account is disabled, Password",
        "sessions were revoked later, Password",
        "sessions were revoked at that time, Finished",
        "another user is meant, Password",
        "this user is meant, Finished",
        "another user was meant but this one chosen, Finished",
        "an account is to be selected, ChooseAccount",
        "an account was selected, Finished",
        "an enrolled factor is needed, Code",
        "a new factor is needed, Enrolment",
        "the factor that is needed was shown, Finished",
        "the factor of another account was shown, Code",
        "no consent was given, Consent",
        "consent is asked for again, Consent",
        "consent was given just now, Finished",
        "the sign-in is for a device, ConfirmDevice",
        "a device without consent, Consent",
        "factor and consent are missing, Code",
    })
    void theNextStepFollowsFromWhatIsKnownNow(String situation, String step) {
        // Given
        arrange(situation);

        // When
        Step next = next();

        // Then
        assertThat(next.getClass().getSimpleName()).isEqualTo(step);
    }

    private void arrange(String situation) {
        switch (situation) {
            case "nothing" -> {}
            case "no session" -> signedIn = false;
            case "an older sign-in does not count" ->
                progress = SignInFlow.Progress.begin(AuthorizeRequestValidator.micros(SIGNED_IN.plusNanos(1_000)));
            case "a sign-in of that time counts" ->
                progress = SignInFlow.Progress.begin(AuthorizeRequestValidator.micros(SIGNED_IN));
            case "the account is disabled" -> user.disabled();
            case "sessions were revoked later" -> user.revokedBefore(SIGNED_IN.plusSeconds(1));
            case "sessions were revoked at that time" -> user.revokedBefore(SIGNED_IN);
            case "another user is meant" -> loginHint = "another@home";
            case "this user is meant" -> loginHint = "USER@home";
            case "another user was meant but this one chosen" -> {
                loginHint = "another@home";
                progress = progress.withAccountChosen();
            }
            case "an account is to be selected" -> prompt = "select_account";
            case "an account was selected" -> {
                prompt = "select_account";
                progress = progress.withAccountChosen();
            }
            case "an enrolled factor is needed" -> needFactor(true);
            case "a new factor is needed" -> needFactor(false);
            case "the factor that is needed was shown" -> {
                needFactor(true);
                shown.add("user");
            }
            case "the factor of another account was shown" -> {
                needFactor(true);
                shown.add("guest");
            }
            case "no consent was given" -> consented = false;
            case "consent is asked for again" -> prompt = "consent";
            case "consent was given just now" -> {
                prompt = "consent";
                progress = progress.withConsent();
            }
            case "the sign-in is for a device" -> userCode = "ABCD";
            case "a device without consent" -> {
                userCode = "ABCD";
                consented = false;
            }
            case "factor and consent are missing" -> {
                needFactor(true);
                consented = false;
            }
            default -> throw new IllegalArgumentException(situation);
        }
    }

    private void needFactor(boolean isEnrolled) {
        user.needsFactor(isEnrolled);
        enrolled = isEnrolled;
    }

    @ParameterizedTest
    @CsvSource({
        "home, openid, accepted",
        "common, openid, accepted",
        "there, openid, 700016",
        "home, https://evil.example/x, 500011",
    })
    void aClientOrResourceThatTheTenantDoesNotKnowIsRefused(String asked, String scopes, String outcome) {
        // Given
        tenant = asked;
        scope = scopes;

        // When
        String refusal = Refusal.aad(this::next);

        // Then
        assertThat(refusal).isEqualTo(outcome);
    }

    @Test
    void aPageIsForTheAccountOfTheTenant() {
        // Given
        needFactor(true);

        // When
        Step next = next();

        // Then
        assertThat(next.account().objectId()).isEqualTo("user");
    }

    private Step next() {
        rows.put(user.account());
        DirectoryCache cache = EmptyCache.create();
        for (String id : List.of("home", "there")) {
            cache.get(Tenant.class, id, () -> Optional.of(new Tenant(id, id, List.of())));
        }
        SignInSteps steps = new SignInSteps(
                new SignInTenants(EmptyCache.directory(cache), CachedClients.applications(CLIENT)),
                rows.accounts(),
                enrolled ? TestFactors.of("user") : TestFactors.of(),
                TestConsents.of(consented),
                TestScopes.create());
        SignInFlow flow = new SignInFlow(
                tenant, CLIENT.clientId(), null, userCode, scope, null, null, prompt, loginHint, 0, progress);
        return steps.next(flow, CLIENT, signedIn ? session() : null);
    }

    private BrowserSession session() {
        return new BrowserSession(new byte[0], "home", "user", SIGNED_IN, SIGNED_IN.plusSeconds(1), shown);
    }
}
