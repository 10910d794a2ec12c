package io.mltwin.tokencheck;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.testkit.TestIssuer;
import io.mltwin.testkit.TestIssuer.Family;
import io.mltwin.testkit.TestToken;
import io.mltwin.tokencheck.TokenExplanation.Outcome;
import io.mltwin.tokencheck.TokenExplanation.Result;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jose4j.keys.HmacKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** An explanation names the check that refuses, and says of it what it expected and found. */
class TokenExplanationTest extends TokenTable {

    private static final String OTHER = "10000000-0000-4000-8000-0000000000ff";

    private static Arguments row(Refusal refusal, TokenStep step, Plane plane, String token, String... saying) {
        return Arguments.of(refusal, step, plane, token, List.of(saying));
    }

    private static Arguments row(Refusal refusal, TokenStep step, Plane plane, TestToken token, String... saying) {
        return row(refusal, step, plane, token.sign(), saying);
    }

    static Stream<Arguments> firstFailures() {
        String good = vaultToken().sign();
        String[] parts = good.split("\\.");
        Instant now = Instant.now();
        Plane service = plane(TokenKind.SERVICE);
        return Stream.of(
                row(Refusal.MISSING, TokenStep.PRESENT, vaults(), (String) null, "nothing"),
                row(Refusal.MALFORMED, TokenStep.FORM, vaults(), "word", "1 parts"),
                row(Refusal.MALFORMED, TokenStep.FORM, vaults(), "a.b.c.d.e", "5 parts"),
                row(
                        Refusal.MALFORMED,
                        TokenStep.ALGORITHM,
                        vaults(),
                        vaultToken()
                                .signedBy(
                                        "HS256",
                                        new HmacKey(issuer.publicKey(Family.AZURE_AD)
                                                .getEncoded())),
                        "RS256",
                        "HS256"),
                row(Refusal.MALFORMED, TokenStep.CLAIMS, vaults(), parts[0] + ".W10." + parts[2], "no JSON object"),
                row(
                        Refusal.UNTRUSTED_ISSUER,
                        TokenStep.ISSUER,
                        vaults(),
                        vaultToken().issuer("https://sts.windows.net/x/"),
                        issuer.login(),
                        "https://sts.windows.net/x/"),
                row(Refusal.MALFORMED, TokenStep.ISSUER, vaults(), vaultToken().claim("iss", List.of("a")), "[a]"),
                row(
                        Refusal.UNKNOWN_KEY,
                        TokenStep.KEY_NAMED,
                        vaults(),
                        vaultToken().keyId(null),
                        "nothing"),
                row(
                        Refusal.UNKNOWN_KEY,
                        TokenStep.KEY,
                        vaults(),
                        vaultToken().keyId("stranger"),
                        "/common/discovery/v2.0/keys",
                        "stranger"),
                row(
                        Refusal.BAD_SIGNATURE,
                        TokenStep.SIGNATURE,
                        vaults(),
                        vaultToken().signedBy("RS256", TestIssuer.newKeys().getPrivate()),
                        "it does not match"),
                row(Refusal.MALFORMED, TokenStep.EXPIRY, vaults(), vaultToken().claim("exp", "never"), "never"),
                row(
                        Refusal.WRONG_AUDIENCE,
                        TokenStep.ONE_AUDIENCE,
                        vaults(),
                        vaultToken().claim("aud", List.of("a", "b")),
                        "[a, b]"),
                row(
                        Refusal.MALFORMED,
                        TokenStep.ONE_AUDIENCE,
                        vaults(),
                        vaultToken().claim("aud", 7),
                        "7"),
                row(Refusal.MALFORMED, TokenStep.START, vaults(), vaultToken().claim("nbf", "soon"), "soon"),
                row(
                        Refusal.EXPIRED,
                        TokenStep.NOT_EXPIRED,
                        vaults(),
                        vaultToken().expires(Instant.ofEpochSecond(1_000_000_000)),
                        "2001-09-09T01:46:40Z"),
                row(
                        Refusal.NOT_YET_VALID,
                        TokenStep.STARTED,
                        vaults(),
                        vaultToken().notBefore(now.plusSeconds(3600)).expires(now.plusSeconds(7200)),
                        now.plusSeconds(3600).toString().substring(0, 13)),
                row(Refusal.WRONG_AUDIENCE, TokenStep.KIND, vaults(), run(), "AAD", "RUN"),
                row(
                        Refusal.WRONG_AUDIENCE,
                        TokenStep.AUDIENCE,
                        arm(),
                        vaultToken(),
                        "https://management.azure.com",
                        VAULT_AUDIENCE),
                row(
                        Refusal.WRONG_AUDIENCE,
                        TokenStep.AUDIENCE,
                        service,
                        issuer.service("compute", "identity"),
                        "api://mltwin/keyvault",
                        "api://mltwin/identity"),
                row(
                        Refusal.WRONG_AUDIENCE,
                        TokenStep.APPLICATION,
                        service,
                        issuer.service("compute", "keyvault").applicationId(OTHER),
                        OTHER),
                row(
                        Refusal.WRONG_AUDIENCE,
                        TokenStep.APPLICATION,
                        plane(TokenKind.ADMIN),
                        issuer.admin().applicationId(OTHER),
                        receiver.principals().administrator().applicationId(),
                        OTHER),
                row(
                        Refusal.WRONG_AUDIENCE,
                        TokenStep.OWN_CLAIMS,
                        machineLearning(),
                        run().claim("runId", null),
                        "runId, workspaceScope",
                        "runId nothing"),
                row(
                        Refusal.WRONG_AUDIENCE,
                        TokenStep.TENANT,
                        vaults(),
                        vaultToken().tenantId(OTHER),
                        TestIssuer.TENANT,
                        OTHER),
                row(
                        Refusal.WRONG_AUDIENCE,
                        TokenStep.TENANT,
                        plane(TokenKind.ADMIN),
                        issuer.admin().issuer(issuer.azureAd(TestIssuer.TENANT)).tenantId(TestIssuer.TENANT),
                        receiver.principals().tenantId(),
                        TestIssuer.TENANT));
    }

    @ParameterizedTest(name = "{0} at {1}")
    @MethodSource("firstFailures")
    void namesTheFirstFailure(Refusal refusal, TokenStep step, Plane plane, String token, List<String> saying) {
        // When
        TokenExplanation explained = receiver.check().explain(token, plane);
        // Then
        assertThat(explained.firstFailure()).isEqualTo(step);
        assertThat(explained.refusal()).isEqualTo(refusal);
        Result failed = explained.results().get(step.ordinal());
        assertThat(failed.expected() + " / " + failed.found()).contains(saying);
        assertAgrees(receiver, plane, token);
    }

    @Test
    void everyStepAndEveryRefusalIsInTheTable() {
        // Given
        List<Object[]> rows = firstFailures().map(Arguments::get).toList();
        // When
        Set<Refusal> refusals = rows.stream().map(row -> (Refusal) row[0]).collect(Collectors.toSet());
        Set<TokenStep> steps = rows.stream().map(row -> (TokenStep) row[1]).collect(Collectors.toSet());
        // Then
        assertThat(refusals)
                .as("all but what needs an issuer that is away, which has a test of its own")
                .isEqualTo(EnumSet.complementOf(EnumSet.of(Refusal.KEYS_UNAVAILABLE)));
        assertThat(steps).containsExactlyInAnyOrder(TokenStep.values());
    }

    @Test
    void keysThatCannotBeFetchedFailTheKey() {
        // Given
        Receiver fresh = Receiver.of(platform, "keyvault");
        String token = vaultToken().sign();
        platform.stopPeer("identity");
        // When
        TokenExplanation explained;
        try {
            explained = fresh.check().explain(token, vaults());
        } finally {
            platform.startPeer("identity");
        }
        // Then
        assertThat(explained.firstFailure()).isEqualTo(TokenStep.KEY);
        assertThat(explained.refusal()).isEqualTo(Refusal.KEYS_UNAVAILABLE);
    }

    @Test
    void anAcceptedTokenPassesEveryCheckAndIsNotRemembered() throws TokenRefusedException {
        // Given
        Receiver fresh = Receiver.of(platform, "keyvault");
        String token = vaultToken().sign();
        // When
        TokenExplanation explained = fresh.check().explain(token, vaults());
        // Then
        assertThat(explained.refusal()).isNull();
        assertThat(explained.message()).isNull();
        assertThat(explained.firstFailure()).isNull();
        assertThat(explained.results().stream().map(Result::step)).containsExactly(TokenStep.values());
        assertThat(explained.results()).allSatisfy(result -> {
            assertThat(result.outcome()).isEqualTo(Outcome.PASSED);
            assertThat(result.expected()).isNotBlank();
            assertThat(result.found()).isNotBlank();
        });
        assertThat(fresh.check().checkAgain(token, vaults())).isNull();
        assertThat(explained.toString()).isEqualTo("accepted");
    }

    /** Every token of the tables that refuse and accept, at its own plane. */
    static Stream<Arguments> everyTokenOfTheTables() {
        return Stream.of(
                        TokenCheckTest.accepted(),
                        TokenCheckTest.refusedForTheirClaims(),
                        TokenCheckTest.refusedForTheAdministration(),
                        TokenForgeryTest.refusedForTheirSignature(),
                        TokenForgeryTest.noTokens(),
                        TokenReceiverTest.refusedAtThisPlane())
                .flatMap(rows -> rows)
                .map(Arguments::get)
                .map(row -> Arguments.of(row[0], row[1], row[2]));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("everyTokenOfTheTables")
    void saysWhatTheCheckSays(String what, Plane plane, String token) {
        assertAgrees(receiver, plane, token);
        assertAgrees(receiver, arm(), token);
        assertAgrees(receiver, machineLearning(), token);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.mltwin.tokencheck.TokenVariety#tokens")
    void saysWhatTheCheckSaysOfAnyToken(String what, String token) {
        for (Plane plane : List.of(
                vaults(),
                machineLearning(),
                plane(TokenKind.SERVICE),
                plane(TokenKind.ADMIN),
                plane(TokenKind.ASSERTION))) {
            assertAgrees(receiver, plane, token);
        }
    }

    /** The check throws the first failure of the explanation, word by word, or there is none. */
    private static void assertAgrees(Receiver by, Plane plane, String token) {
        TokenExplanation explained = by.check().explain(token, plane);
        TokenRefusedException thrown = refusal(token, plane);
        // a second time what was verified is remembered
        TokenRefusedException again = refusal(token, plane);

        assertThat(explained.refusal()).isEqualTo(thrown == null ? null : thrown.refusal());
        assertThat(withoutTimes(explained.message()))
                .isEqualTo(withoutTimes(thrown == null ? null : thrown.getMessage()))
                .isEqualTo(withoutTimes(again == null ? null : again.getMessage()));
        int failed = explained.firstFailure() == null
                ? TokenStep.values().length
                : explained.firstFailure().ordinal();
        assertThat(explained.results().stream().map(Result::outcome))
                .containsExactlyElementsOf(Arrays.stream(TokenStep.values())
                        .map(step -> step.ordinal() < failed
                                ? Outcome.PASSED
                                : step.ordinal() == failed ? Outcome.FAILED : Outcome.NOT_REACHED)
                        .toList());
    }

    /** A second may end between two checks. */
    private static String withoutTimes(String message) {
        return message == null ? null : message.replaceAll("now is [^ ]+Z", "now");
    }
}
