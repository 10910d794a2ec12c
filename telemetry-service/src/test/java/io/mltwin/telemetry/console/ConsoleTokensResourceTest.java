package io.mltwin.telemetry.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.mltwin.encoding.Sha256;
import io.mltwin.local.trust.TrustMaterial;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PeerAnswer;
import io.mltwin.testkit.PeerRequest;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestDatabase;
import io.mltwin.testkit.TestIssuer;
import io.mltwin.testkit.TestPlatform;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tokens that a page of the console gets in the name of its user, on the page of resources. */
@QuarkusTest
@QuarkusTestResource(
        value = PlatformTestResource.class,
        initArgs = {
            @ResourceArg(name = "mltwin.kafka.enabled", value = "false"),
            @ResourceArg(name = "mltwin.traces.kept", value = "20")
        })
class ConsoleTokensResourceTest {

    private static final String ENDPOINT = "/" + TestIssuer.TENANT + "/oauth2/v2.0/token";
    private static final String ARM = "https://management.azure.com";
    private static final String REFRESH = "refresh_token";

    @FromPlatform
    ServiceUnderTest service;

    @FromPlatform
    TestPlatform platform;

    @FromPlatform
    TestDatabase database;

    private final AtomicInteger refreshes = new AtomicInteger();
    private Duration life = Duration.ofHours(1);
    private PeerAnswer refusal;
    private ConsoleVisitor olivia;
    private PlayedSignIn signIn;

    @BeforeEach
    void oneIsSignedIn() {
        platform.calls().reset();
        olivia = new ConsoleVisitor(service);
        signIn = new PlayedSignIn(platform, olivia);
        signIn.complete("%2F").then().statusCode(303);
        platform.calls().answer("identity", "POST", ENDPOINT, this::issue);
        platform.calls().answer("workspace", "GET", "/*", PeerAnswer.json(200, Map.of("value", List.of())));
    }

    private PeerAnswer issue(PeerRequest request) {
        if (refusal != null) {
            return refusal;
        }
        boolean refresh = REFRESH.equals(request.form("grant_type"));
        String audience = request.form("scope").replaceFirst("/\\.default.*", "");
        String token = platform.issuer()
                .user(audience, signIn.objectId(), "olivia@contoso.example")
                .applicationId(TrustMaterial.CONSOLE_APPLICATION)
                .expires(Instant.now().plus(life))
                .sign();
        return PeerAnswer.json(
                200,
                refresh
                        ? Map.of(
                                "access_token",
                                token,
                                "expires_in",
                                life.toSeconds(),
                                "refresh_token",
                                "refresh-" + refreshes.incrementAndGet())
                        : Map.of("access_token", token, "expires_in", life.toSeconds()));
    }

    @Test
    void aPageAsksInTheNameOfItsUserAndKeepsTheToken() {
        olivia.get("/resources").then().statusCode(200);
        olivia.get("/resources").then().statusCode(200);

        List<PeerRequest> calls = platform.calls().received("identity", "POST", ENDPOINT);
        assertThat(calls).hasSize(2);
        assertThat(calls.get(0).form("grant_type")).isEqualTo(REFRESH);
        assertThat(calls.get(0).form(REFRESH)).isEqualTo(signIn.refreshToken());
        PeerRequest onBehalf = calls.get(1);
        assertThat(onBehalf.form("grant_type")).isEqualTo("urn:ietf:params:oauth:grant-type:jwt-bearer");
        assertThat(onBehalf.form("requested_token_use")).isEqualTo("on_behalf_of");
        assertThat(onBehalf.form("scope")).isEqualTo(ARM + "/.default");
        assertThat(claims(onBehalf.form("assertion")))
                .contains("\"aud\":\"" + TrustMaterial.CONSOLE_APPLICATION + "\"");
        for (PeerRequest call : calls) {
            assertThat(call.form("client_id")).isEqualTo(TrustMaterial.CONSOLE_APPLICATION);
            assertThat(claims(call.form("client_assertion")))
                    .contains(platform.issuer().login() + ENDPOINT);
        }
        List<PeerRequest> asked = platform.calls().received("workspace");
        assertThat(asked).isNotEmpty();
        for (PeerRequest call : asked) {
            assertThat(claims(call.bearer()))
                    .contains("\"aud\":\"" + ARM + "\"")
                    .contains(signIn.objectId());
        }
    }

    @Test
    void noTokenComesToTheBrowser() {
        Response page = olivia.get("/resources");
        page.then().statusCode(200);
        assertThat(page.asString()).doesNotContainPattern("eyJ[A-Za-z0-9_-]+\\.eyJ");
        assertThat(page.getHeaders().toString()).doesNotContainPattern("eyJ[A-Za-z0-9_-]+\\.eyJ");
    }

    @Test
    void aTokenWhoseTimeIsOverIsFetchedAnew() {
        life = Duration.ZERO;
        olivia.get("/resources").then().statusCode(200);
        olivia.get("/resources").then().statusCode(200);

        List<String> presented = platform.calls().received("identity", "POST", ENDPOINT).stream()
                .map(call -> call.form(REFRESH))
                .filter(java.util.Objects::nonNull)
                .toList();
        // each was the successor of the one before: Azure AD takes none twice
        assertThat(presented).hasSizeGreaterThanOrEqualTo(2).doesNotHaveDuplicates();
        assertThat(presented.get(0)).isEqualTo(signIn.refreshToken());
        assertThat(presented.get(1)).isEqualTo("refresh-1");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"invalid_grant, 303", "interaction_required, 303", "invalid_client, 401"})
    void aRefusedRefreshLeadsToTheSignIn(String error, int status) {
        refusal = PeerAnswer.json(
                status == 303 ? 400 : 401, Map.of("error", error, "error_description", "AADSTS50173: revoked"));
        Response answer = olivia.get("/resources?search=a");
        answer.then().statusCode(status);
        if (status == 303) {
            answer.then().header("Location", equalTo("/signin?back=%2Fresources%3Fsearch%3Da"));
        }
        // the refresh token was given back
        refusal = null;
        olivia.get("/resources").then().statusCode(200);
    }

    @Test
    void anAbsentAzureAdIsNoEndOfTheSession() {
        platform.stopPeer("identity");
        try {
            olivia.get("/resources").then().statusCode(503).body(containsString("./mltwin status"));
        } finally {
            platform.startPeer("identity");
        }
        olivia.get("/resources").then().statusCode(200);
    }

    @Test
    void oneProcessAtATimeUsesTheRefreshToken() throws Exception {
        // Given: another replica has it
        claim("now()");
        CompletableFuture<Response> page = CompletableFuture.supplyAsync(() -> olivia.get("/resources"));
        assertThat(page)
                .as("waits")
                .failsWithin(Duration.ofSeconds(2))
                .withThrowableOfType(java.util.concurrent.TimeoutException.class);
        assertThat(platform.calls().received("identity", "POST", ENDPOINT)).isEmpty();
        // When: it gives it back
        claim("null");
        // Then
        assertThat(page.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    }

    @Test
    void aProcessThatDiedWithTheRefreshTokenIsNotWaitedFor() throws Exception {
        claim("now() - interval '61 seconds'");
        olivia.get("/resources").then().statusCode(200);
    }

    private void claim(String when) throws SQLException {
        try (Connection connection = database.connect();
                PreparedStatement update = connection.prepareStatement(
                        "update console_session set refresh_claimed_at = " + when + " where cookie_hash = ?")) {
            update.setBytes(1, Sha256.hash(olivia.cookies().get(ConsoleVisitor.SESSION)));
            assertThat(update.executeUpdate()).isEqualTo(1);
        }
    }

    private static String claims(String token) {
        return new String(
                java.util.Base64.getUrlDecoder().decode(token.split("\\.")[1]),
                java.nio.charset.StandardCharsets.UTF_8);
    }
}
