package io.mltwin.identity.oauth.codes;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.armweb.AzureException;
import io.mltwin.encoding.Sha256;
import io.mltwin.identity.Refusal;
import io.mltwin.identity.oauth.codes.AuthorizationCodes.Presented;
import java.time.Instant;
import java.util.Base64;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which client may redeem a code, with what. */
class AuthorizationCodesTest {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final String ADDRESS = "https://app.example/cb";
    private static final String VERIFIER = "v".repeat(43);
    // base64url of the SHA-256 of the verifier
    private static final String S256 = challenge();

    private static String challenge() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Sha256.hash(VERIFIER));
    }

    @ParameterizedTest
    @CsvSource({
        "client, tenant, accepted",
        "another, tenant, 70000",
        "client, another, 700005",
        "another, another, 70000",
    })
    void aCodeBelongsToOneClientInOneTenant(String client, String tenant, String outcome) {
        // Given
        SignInGrantEntity grant = new SignInGrantEntity("grant", "tenant", "client", "user", Set.of(), NOW);
        Presented presented = new Presented(client, tenant, ADDRESS, null, false);

        // When
        AzureException refusal = AuthorizationCodes.refusalOfClient(grant, presented);

        // Then
        assertThat(code(refusal)).isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource({
        "1, https://app.example/cb, accepted",
        "0, https://app.example/cb, 70008",
        "-1, https://app.example/cb, 70008",
        "1, https://app.example/cb/, 500112",
        "1, , 500112",
        "0, https://other.example, 70008",
    })
    void aCodeIsGoodForAWhileAtOneAddress(long expiresIn, String address, String outcome) {
        // Given
        Presented presented = new Presented("client", "tenant", address, null, false);

        // When
        AzureException refusal =
                AuthorizationCodes.refusalOfCode(NOW.plusSeconds(expiresIn), request(null, null), presented, NOW);

        // Then
        assertThat(code(refusal)).isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource({
        "none, none, false, accepted",
        "none, none, true, 9002325",
        "none, right, true, 9002325",
        "none, right, false, 50148",
        "S256, right, true, accepted",
        "S256, right, false, accepted",
        "S256, wrong, true, 501481",
        "S256, wrong, false, 501481",
        "S256, none, false, 501481",
        "plain, right, true, accepted",
        "plain, wrong, true, 501481",
        "plain, none, true, 501481",
    })
    void theProofKeyMustBeTheOneOfTheSignIn(String method, String verifier, boolean publicClient, String outcome) {
        // Given
        AuthorizedRequest request = switch (method) {
            case "none" -> request(null, null);
            case "plain" -> request(VERIFIER, "plain");
            default -> request(S256, "S256");
        };
        Presented presented = new Presented(
                "client",
                "tenant",
                ADDRESS,
                verifier.equals("none") ? null : verifier.equals("right") ? VERIFIER : "w".repeat(43),
                publicClient);

        // When
        AzureException refusal = AuthorizationCodes.refusalOfCode(NOW.plusSeconds(1), request, presented, NOW);

        // Then
        assertThat(code(refusal)).isEqualTo(outcome);
    }

    private static AuthorizedRequest request(String challenge, String method) {
        return new AuthorizedRequest("client", ADDRESS, "openid", challenge, method, null, true);
    }

    private static String code(AzureException refusal) {
        return refusal == null ? Refusal.NONE : refusal.content().innerCode();
    }
}
