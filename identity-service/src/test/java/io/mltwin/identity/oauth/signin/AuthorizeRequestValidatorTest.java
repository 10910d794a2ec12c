package io.mltwin.identity.oauth.signin;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.identity.Refusal;
import io.mltwin.identity.TestAddresses;
import io.mltwin.identity.directory.ClientApplication;
import io.mltwin.identity.directory.ClientApplication.Platform;
import io.mltwin.identity.directory.ClientApplication.RedirectUri;
import io.mltwin.identity.directory.DirectoryCache;
import io.mltwin.identity.directory.EmptyCache;
import io.mltwin.identity.directory.Tenant;
import io.mltwin.identity.oauth.clients.CachedClients;
import io.mltwin.identity.oauth.tokens.TestScopes;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuthorizeRequestValidatorTest {

    private static final String APPLICATION = "3f6e1c52-0000-4000-8000-00000000000a";
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final String CODE = "response_type=code&scope=openid";

    private AuthorizeRequestValidator rules;

    @BeforeEach
    void anApplication() {
        DirectoryCache cache = EmptyCache.create();
        cache.get(Tenant.class, "tenant", () -> Optional.of(new Tenant("tenant", "Contoso", List.of())));
        ClientApplication application = new ClientApplication(
                APPLICATION,
                "object",
                "tenant",
                "app",
                false,
                false,
                List.of(
                        new RedirectUri(Platform.WEB, "https://app.example/web"),
                        new RedirectUri(Platform.SPA, "https://app.example/spa"),
                        new RedirectUri(Platform.PUBLIC, "https://app.example/public")));
        rules = new AuthorizeRequestValidator(
                new SignInTenants(EmptyCache.directory(cache), CachedClients.applications(application)),
                TestScopes.create(),
                Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @ParameterizedTest
    @CsvSource({
        "'', 900144",
        "client_id=3f6e1c52-0000-4000-8000-00000000000b, 700016",
        "client_id=3f6e1c52-0000-4000-8000-00000000000a, 900971",
        "client_id=3f6e1c52-0000-4000-8000-00000000000a&redirect_uri=https://evil.example, 50011",
        "client_id=3F6E1C52-0000-4000-8000-00000000000A&redirect_uri=https://app.example/web," + " accepted",
    })
    void aClientIsAnsweredAtItsOwnAddressOnly(String query, String outcome) {
        // When
        String refusal = Refusal.aad(() -> rules.address("tenant", SentFields.read(query)));

        // Then
        assertThat(refusal).isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource({
        "response_type=code, query",
        "response_type=id_token, fragment",
        "response_type=code&response_mode=fragment, fragment",
        "response_type=code&response_mode=form_post, form_post",
        "response_type=token&response_mode=unknown, fragment",
        "'', query",
    })
    void theAnswerComesInTheModeThatWasAskedFor(String query, String mode) {
        assertThat(address("web", query).responseMode()).isEqualTo(mode);
    }

    @ParameterizedTest
    @CsvSource({
        "scope=openid, 900144",
        "response_type=token&scope=openid, 700051",
        "response_type=id_token&scope=openid, 700054",
        "response_type=code id_token&scope=openid, 700054",
        "response_type=cod&scope=openid, 70005",
        "response_type=code&scope=openid&response_mode=web_message, 70007",
        "response_type=code, 900144",
        "response_type=code&scope=openid&resource=https://management.azure.com, 901002",
        "response_type=code&scope=https://evil.example/x, 500011",
        "response_type=code&scope=openid&prompt=later, 90023",
        "response_type=code&scope=openid&prompt=login, accepted",
        "response_type=code&scope=openid&max_age=-1, 90023",
        "response_type=code&scope=openid&max_age=0, accepted",
    })
    void whatAzureAdDoesNotTakeIsRefused(String query, String outcome) {
        // Given
        AuthorizeRequestValidator.ReplyAddress address = address("web", query);

        // When
        String refusal = Refusal.aad(() -> rules.flow("tenant", address, SentFields.read(query), true));

        // Then
        assertThat(refusal).isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource({
        "web, 0, , accepted",
        "spa, 0, , 9002325",
        "public, 0, , 9002325",
        "web, 0, S256, 9002325",
        "web, 42, S256, 50147",
        "web, 43, S256, accepted",
        "spa, 128, S256, accepted",
        "spa, 129, S256, 50147",
        "spa, 43, plain, accepted",
        "spa, 43, , accepted",
        "spa, 43, s256, 50149",
    })
    void aClientThatKeepsNoSecretSendsAProofKey(String platform, int challenge, String method, String outcome) {
        // Given
        String query = CODE
                + (challenge == 0 ? "" : "&code_challenge=" + "c".repeat(challenge))
                + (method == null ? "" : "&code_challenge_method=" + method);
        AuthorizeRequestValidator.ReplyAddress address = address(platform, query);

        // When
        String refusal = Refusal.aad(() -> rules.flow("tenant", address, SentFields.read(query), true));

        // Then
        assertThat(refusal).isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource({
        "'', 9002325",
        "&code_challenge_method=S256, 9002325",
        "&code_challenge=ccccccccccccccccccccccccccccccccccccccccccc&code_challenge_method=S256," + " accepted",
    })
    void theConsoleKeepsASecretAndSendsAProofKeyToo(String proofKey, String outcome) {
        // Given
        String query = "client_id="
                + TestAddresses.CONSOLE
                + "&redirect_uri=https://console.mltwin.localhost:8446/signin/callback"
                + "&response_type=code&scope="
                + TestAddresses.CONSOLE
                + "/.default openid";
        AuthorizeRequestValidator.ReplyAddress address = rules.address("tenant", SentFields.read(query));

        // When
        String refusal = Refusal.aad(() -> rules.flow("tenant", address, SentFields.read(query + proofKey), true));

        // Then
        assertThat(refusal).isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource({
        "'', ",
        "&prompt=none, ",
        "&prompt=login, 0",
        "&max_age=60, -60",
        "&prompt=login&max_age=60, 0",
    })
    void anOlderSignInDoesNotCount(String asked, Long secondsFromNow) {
        // Given
        long expected = secondsFromNow == null ? 0 : AuthorizeRequestValidator.micros(NOW.plusSeconds(secondsFromNow));

        // When
        SignInFlow flow = rules.flow("tenant", address("web", CODE), SentFields.read(CODE + asked), true);

        // Then
        assertThat(flow.progress().signInAfter()).isEqualTo(expected);
    }

    @Test
    void version1NamesAResourceInPlaceOfScopes() {
        // Given
        String query = "response_type=code&resource=https://management.azure.com";

        // When
        SignInFlow flow = rules.flow("tenant", address("web", query), SentFields.read(query), false);

        // Then
        assertThat(flow.scope()).isEqualTo("https://management.azure.com/.default openid");
    }

    private AuthorizeRequestValidator.ReplyAddress address(String platform, String query) {
        return rules.address(
                "tenant",
                SentFields.read("client_id="
                        + APPLICATION
                        + "&redirect_uri=https://app.example/"
                        + platform
                        + (query.isEmpty() ? "" : "&" + query)));
    }
}
