package io.mltwin.tokencheck;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.local.layout.PlatformService;
import io.mltwin.local.trust.TrustMaterial;
import io.mltwin.testkit.TestIssuer;
import io.mltwin.testkit.TestToken;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tokens that are accepted, and those refused for what they claim: really signed, keys fetched over
 * HTTPS.
 */
class TokenCheckTest extends TokenTable {

    private static final String OTHER_TENANT = "10000000-0000-4000-8000-0000000000ff";
    private static final Clock WALL = Clock.systemUTC();

    @AfterEach
    void clockIsRight() {
        receiver.clock().moveTo(Duration.ZERO);
    }

    static Stream<Arguments> accepted() {
        String vaultHost = receiver.addresses().vaultAudience();
        String management = receiver.addresses().management();
        return Stream.of(
                row("Azure AD version 1", vaults(), vaultToken(), TokenKind.AAD),
                row("Azure AD version 2", vaults(), issuer.aadVersion2(VAULT_AUDIENCE, OBJECT), TokenKind.AAD),
                row("a user's token", vaults(), issuer.user(VAULT_AUDIENCE, OBJECT, "rita@contoso"), TokenKind.AAD),
                row(
                        "another tenant, consistently",
                        vaults(),
                        vaultToken().issuer(issuer.azureAd(OTHER_TENANT)).tenantId(OTHER_TENANT),
                        TokenKind.AAD),
                row("audience with a slash", vaults(), issuer.aad(VAULT_AUDIENCE + "/", OBJECT), TokenKind.AAD),
                row("the vaults' own name", vaults(), issuer.aad(vaultHost, OBJECT), TokenKind.AAD),
                row("the vaults' own name with a slash", vaults(), issuer.aad(vaultHost + "/", OBJECT), TokenKind.AAD),
                row("ARM's own name", arm(), issuer.aad(management, OBJECT), TokenKind.AAD),
                row("ARM's own name with a slash", arm(), issuer.aad(management + "/", OBJECT), TokenKind.AAD),
                row(
                        "ARM in Azure with a slash",
                        arm(),
                        issuer.aad("https://management.azure.com/", OBJECT),
                        TokenKind.AAD),
                row(
                        "ARM's classic name",
                        arm(),
                        issuer.aad("https://management.core.windows.net/", OBJECT),
                        TokenKind.AAD),
                row("Azure ML", machineLearning(), issuer.aad("https://ml.azure.com", OBJECT), TokenKind.AAD),
                row(
                        "Azure ML, as its client derives it from the portal's name",
                        machineLearning(),
                        issuer.aad(derivedName(), OBJECT),
                        TokenKind.AAD),
                row("Azure ML takes ARM's audience", machineLearning(), issuer.aad(management, OBJECT), TokenKind.AAD),
                row("run token", machineLearning(), run(), TokenKind.RUN),
                row("assertion", plane(TokenKind.ASSERTION), assertion("keyvault"), TokenKind.ASSERTION),
                row(
                        "service token",
                        plane(TokenKind.SERVICE),
                        issuer.service("compute", "keyvault"),
                        TokenKind.SERVICE),
                row("admin token", plane(TokenKind.ADMIN), issuer.admin(), TokenKind.ADMIN),
                row("an operator's token through the console", plane(TokenKind.ADMIN), operator(), TokenKind.ADMIN),
                row(
                        "nbf within 300 s",
                        vaults(),
                        vaultToken().notBefore(WALL.instant().plusSeconds(290)),
                        TokenKind.AAD),
                row("no nbf", vaults(), vaultToken().claim("nbf", null), TokenKind.AAD));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void accepted(String what, Plane plane, String token, TokenKind kind) throws TokenRefusedException {
        // When
        VerifiedToken verified = receiver.check().check(token, plane);
        // Then
        assertThat(verified.kind()).isEqualTo(kind);
        assertThat(verified.audience()).doesNotEndWith("/");
        assertThat(verified.toString()).doesNotContain(token);
    }

    static Stream<Arguments> refusedForTheirClaims() {
        Instant now = WALL.instant();
        String login = issuer.login();
        return Stream.of(
                row(
                        "expired a second ago: no grace",
                        vaults(),
                        vaultToken().expires(now.minusSeconds(1)),
                        Refusal.EXPIRED),
                row("no expiry", vaults(), vaultToken().claim("exp", null), Refusal.MALFORMED),
                row("expiry is a text", vaults(), vaultToken().claim("exp", "never"), Refusal.MALFORMED),
                row("nbf beyond 300 s", vaults(), vaultToken().notBefore(now.plusSeconds(310)), Refusal.NOT_YET_VALID),
                row("nbf is a text", vaults(), vaultToken().claim("nbf", "soon"), Refusal.MALFORMED),
                row(
                        "foreign issuer",
                        vaults(),
                        vaultToken().issuer("https://sts.windows.net/" + TestIssuer.TENANT + "/"),
                        Refusal.UNTRUSTED_ISSUER),
                row(
                        "issuer over http",
                        vaults(),
                        vaultToken().issuer(login.replace("https", "http") + "/" + TestIssuer.TENANT + "/"),
                        Refusal.UNTRUSTED_ISSUER),
                row(
                        "issuer without its slash",
                        vaults(),
                        vaultToken().issuer(login + "/" + TestIssuer.TENANT),
                        Refusal.UNTRUSTED_ISSUER),
                row(
                        "issuer with more behind",
                        vaults(),
                        vaultToken().issuer(issuer.azureAd(TestIssuer.TENANT) + "v2.0.evil.example"),
                        Refusal.UNTRUSTED_ISSUER),
                row("issuer common", vaults(), vaultToken().issuer(login + "/common/"), Refusal.UNTRUSTED_ISSUER),
                row("no issuer", vaults(), vaultToken().issuer(null), Refusal.UNTRUSTED_ISSUER),
                row(
                        "issuer is a list",
                        vaults(),
                        vaultToken().claim("iss", List.of(issuer.azureAd(TestIssuer.TENANT))),
                        Refusal.MALFORMED),
                row(
                        "tid is not the issuer's tenant",
                        vaults(),
                        vaultToken().tenantId(OTHER_TENANT),
                        Refusal.WRONG_AUDIENCE),
                row(
                        "issuer's tenant is not tid",
                        vaults(),
                        vaultToken().issuer(issuer.azureAd(OTHER_TENANT)),
                        Refusal.WRONG_AUDIENCE),
                row("no tid", vaults(), vaultToken().tenantId(null), Refusal.WRONG_AUDIENCE),
                row("no audience", vaults(), vaultToken().audience(null), Refusal.WRONG_AUDIENCE),
                row(
                        "two audiences",
                        vaults(),
                        vaultToken().claim("aud", List.of(VAULT_AUDIENCE, "https://ml.azure.com")),
                        Refusal.WRONG_AUDIENCE),
                row("audience is a number", vaults(), vaultToken().claim("aud", 7), Refusal.MALFORMED));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void refusedForTheirClaims(String what, Plane plane, String token, Refusal refusal) {
        assertRefused(plane, token, refusal);
    }

    @Test
    void expiresWithThePlatformsClock() throws TokenRefusedException {
        // Given
        String token = vaultToken().sign();
        // When, Then
        receiver.clock().moveTo(Duration.ofMinutes(59));
        assertThat(receiver.check().check(token, vaults()).objectId()).isEqualTo(OBJECT);
        receiver.clock().moveTo(Duration.ofMinutes(61));
        assertThat(refusal(token, vaults()).refusal()).isEqualTo(Refusal.EXPIRED);
    }

    @Test
    void theAdministratorsGoByTheWallClock() throws TokenRefusedException {
        // Given
        String token = issuer.admin().sign();
        // When
        receiver.clock().moveTo(Duration.ofDays(1));
        // Then
        assertThat(receiver.check().check(token, plane(TokenKind.ADMIN)).kind()).isEqualTo(TokenKind.ADMIN);
        receiver.clock().moveTo(Duration.ZERO);
    }

    static Stream<Arguments> refusedForTheAdministration() {
        return Stream.of(
                row(
                        "a user through another client",
                        plane(TokenKind.ADMIN),
                        operator().applicationId(TestIssuer.CLIENT),
                        Refusal.WRONG_AUDIENCE),
                row(
                        "a user through a service",
                        plane(TokenKind.ADMIN),
                        operator().applicationId(PlatformService.TELEMETRY.applicationId()),
                        Refusal.WRONG_AUDIENCE),
                row(
                        "the console for itself",
                        plane(TokenKind.ADMIN),
                        operator().claim("idtyp", "app"),
                        Refusal.WRONG_AUDIENCE),
                row(
                        "the console's word of nobody",
                        plane(TokenKind.ADMIN),
                        operator().claim("idtyp", null),
                        Refusal.WRONG_AUDIENCE),
                row(
                        "a user of another tenant than the issuer's",
                        plane(TokenKind.ADMIN),
                        operator().tenantId(OTHER_TENANT),
                        Refusal.WRONG_AUDIENCE),
                row(
                        "a user's token for the console itself",
                        plane(TokenKind.ADMIN),
                        operator().audience(TrustMaterial.CONSOLE_APPLICATION),
                        Refusal.WRONG_AUDIENCE),
                row(
                        "the console as a service",
                        plane(TokenKind.SERVICE),
                        operator().audience("api://mltwin/keyvault"),
                        Refusal.WRONG_AUDIENCE),
                row("an operator elsewhere", arm(), operator(), Refusal.WRONG_AUDIENCE));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void refusedForTheAdministration(String what, Plane plane, String token, Refusal refusal) {
        assertRefused(plane, token, refusal);
    }

    @Test
    void anOperatorIsNamedByTheOwnName() throws TokenRefusedException {
        // When
        VerifiedToken token = receiver.check().check(operator().sign(), plane(TokenKind.ADMIN));
        // Then
        assertThat(token.caller().displayName()).isEqualTo("olivia@contoso.example");
    }

    static TestToken operator() {
        return issuer.user("api://mltwin-admin", OBJECT, "olivia@contoso.example")
                .applicationId(TrustMaterial.CONSOLE_APPLICATION);
    }

    @Test
    void aTokenThatWasSeenBeforeIsStillCheckedForThePlaneAndInEveryLetter() throws TokenRefusedException {
        // Given
        String token = vaultToken().sign();
        receiver.check().check(token, vaults());
        // When
        VerifiedToken again = receiver.check().checkAgain(token, vaults());
        // Then
        assertThat(again.objectId()).isEqualTo(OBJECT);
        assertThat(refusal(token, arm()).refusal()).isEqualTo(Refusal.WRONG_AUDIENCE);
        int last = token.length() - 2;
        String altered = token.substring(0, last) + (token.endsWith("AA") ? "BB" : "AA");
        assertThat(receiver.check().checkAgain(altered, vaults())).isNull();
        assertThat(refusal(altered, vaults()).refusal()).isEqualTo(Refusal.BAD_SIGNATURE);
    }

    @Test
    void anAssertionIsNotRemembered() throws TokenRefusedException {
        // Given
        String token = assertion("keyvault").sign();
        receiver.check().check(token, plane(TokenKind.ASSERTION));
        // Then
        assertThat(receiver.check().checkAgain(token, plane(TokenKind.ASSERTION)))
                .isNull();
    }

    @Test
    void tellsTheCaller() throws TokenRefusedException {
        // Given
        String token = issuer.user(VAULT_AUDIENCE, OBJECT, "rita@contoso")
                .groups(List.of("g1", "g2"))
                .sign();
        // When
        VerifiedToken verified = receiver.check().check(token, vaults());
        // Then
        assertThat(verified.caller().objectId()).isEqualTo(OBJECT);
        assertThat(verified.caller().tenantId()).isEqualTo(TestIssuer.TENANT);
        assertThat(verified.caller().displayName()).isEqualTo("rita@contoso");
        assertThat(verified.caller().groups()).containsExactly("g1", "g2");
        assertThat(verified.scope()).isEqualTo("user_impersonation");
    }

    @Test
    void tokensOfOneTenantPushOutNoneOfAnother() throws TokenRefusedException {
        // Given
        String own = vaultToken().sign();
        receiver.check().check(own, vaults());
        String large = "x".repeat(100_000);

        // When
        for (int i = 0; i < 300; i++) {
            TestToken other = vaultToken()
                    .issuer(issuer.azureAd(OTHER_TENANT))
                    .tenantId(OTHER_TENANT)
                    .claim("xms_large", large + i);
            receiver.check().check(other.sign(), vaults());
        }

        // Then
        assertThat(receiver.check().checkAgain(own, vaults())).isNotNull();
    }
}
