package io.mltwin.identity.oauth.signin;

import static io.mltwin.signin.TokenClient.ARM_ALL;
import static io.mltwin.signin.TokenClient.AZURE_CLI;
import static io.mltwin.signin.TokenClient.refused;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.identity.Contoso;
import io.mltwin.local.layout.Json;
import io.mltwin.local.trust.OperatorCredentials;
import io.mltwin.signin.SignIn;
import io.mltwin.signin.SignIn.Request;
import io.mltwin.signin.SignInPeople;
import io.mltwin.signin.SignInPlatform;
import io.mltwin.signin.TokenClient;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.TestPlatform;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What time ends: codes, tokens, secrets, locks and keys. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class SignInClockResourceTest {

    @FromPlatform
    TestPlatform platform;

    private Contoso contoso;
    private TokenClient calls;
    private SignIn signIn;
    private OperatorCredentials.User olivia;
    private String tenant;

    @BeforeEach
    void aDirectory() {
        contoso = Contoso.of(platform);
        calls = new TokenClient(contoso);
        signIn = new SignIn(contoso);
        olivia = contoso.user("olivia");
        tenant = contoso.tenantId();
    }

    @AfterEach
    void back() throws Exception {
        contoso.moveClock(0);
    }

    @Test
    void codesAndTokensExpire() throws Exception {
        Request request = signIn.azureCli();
        String code = signIn.signedIn(olivia).get(request.path()).told("code");
        String deviceCode = calls.post(
                        "/" + tenant + "/oauth2/v2.0/devicecode", "client_id", AZURE_CLI, "scope", ARM_ALL)
                .expect(200)
                .json()
                .path("device_code")
                .asText();
        String refreshToken =
                calls.password(olivia).expect(200).json().path("refresh_token").asText();
        String secret = "s".repeat(43);
        String application = expiring(secret);
        client(application, secret).expect(200);

        contoso.moveClock(Duration.ofMinutes(16).toSeconds());

        refused(signIn.redeem(request, code), 400, "invalid_grant", 70008);
        refused(
                calls.v2(
                        tenant,
                        "grant_type",
                        "urn:ietf:params:oauth:grant-type:device_code",
                        "client_id",
                        AZURE_CLI,
                        "device_code",
                        deviceCode),
                400,
                "expired_token",
                70020);

        contoso.moveClock(Duration.ofDays(91).toSeconds());

        refused(calls.refresh(tenant, AZURE_CLI, refreshToken, ARM_ALL), 400, "invalid_grant", 700082);
        refused(client(application, secret), 401, "invalid_client", 7000222);
        refused(client(application, "another"), 401, "invalid_client", 7000215);
    }

    private SignInPlatform.Answer client(String application, String secret) throws Exception {
        return calls.v2(
                tenant,
                "grant_type",
                "client_credentials",
                "client_id",
                application,
                "client_secret",
                secret,
                "scope",
                TokenClient.ARM + ".default");
    }

    private String expiring(String secret) throws Exception {
        String id = UUID.randomUUID().toString();
        ObjectNode seed = Json.MAPPER.createObjectNode();
        seed.putArray("applications")
                .addObject()
                .put("tenantId", tenant)
                .put("applicationId", id)
                .put("objectId", UUID.randomUUID().toString())
                .put("displayName", "expiring")
                .put("secret", secret)
                .put(
                        "secretExpiresOn",
                        java.time.Instant.now().plusSeconds(86_400).toString());
        contoso.seed(seed);
        return id;
    }

    @Test
    void tenWrongPasswordsLockForAMinute() throws Exception {
        OperatorCredentials.User user = new SignInPeople(contoso).user("locked", false);
        OperatorCredentials.User wrong =
                new OperatorCredentials.User(user.tenantId(), user.objectId(), user.userPrincipalName(), "guess");
        for (int i = 0; i < 10; i++) {
            refused(calls.password(wrong), 400, "invalid_grant", 50126);
        }
        refused(calls.password(wrong), 400, "invalid_grant", 50053);
        refused(calls.password(user), 400, "invalid_grant", 50053);

        contoso.moveClock(61);

        // a further wrong one locks at once; the right one forgets them all
        refused(calls.password(wrong), 400, "invalid_grant", 50126);
        refused(calls.password(user), 400, "invalid_grant", 50053);
        contoso.moveClock(130);
        calls.password(user).expect(200);
        refused(calls.password(wrong), 400, "invalid_grant", 50126);
        calls.password(user).expect(200);
    }

    @Test
    void aKeyThatIsRolledOverIsPublishedUntilItsLastTokenExpires() throws Exception {
        String before = graphToken();

        contoso.asAdministrator("POST", "/_mltwin/keys/rollover", "");

        String after = graphToken();
        String oldKey = keyId(before);
        String newKey = keyId(after);
        assertThat(newKey).isNotEqualTo(oldKey);
        assertThat(published()).contains(oldKey).startsWith(newKey);
        me(before).expect(200);
        me(after).expect(200);

        contoso.moveClock(Duration.ofMinutes(62).toSeconds());

        assertThat(published()).doesNotContain(oldKey).contains(newKey);
        me(graphToken()).expect(200);
    }

    private String graphToken() throws Exception {
        return calls.v2(
                        tenant,
                        "grant_type",
                        "password",
                        "client_id",
                        AZURE_CLI,
                        "username",
                        olivia.userPrincipalName(),
                        "password",
                        olivia.password(),
                        "scope",
                        "https://graph.microsoft.com/.default")
                .expect(200)
                .json()
                .path("access_token")
                .asText();
    }

    private SignInPlatform.Answer me(String token) throws Exception {
        return contoso.client().get(contoso.host("graph") + "/v1.0/me", token);
    }

    private static String keyId(String token) throws Exception {
        String header = new String(
                java.util.Base64.getUrlDecoder().decode(token.split("\\.")[0]),
                java.nio.charset.StandardCharsets.UTF_8);
        return Json.MAPPER.readTree(header).path("kid").asText();
    }

    private List<String> published() throws Exception {
        List<String> ids = new ArrayList<>();
        for (JsonNode key : contoso.client()
                .get(signIn.origin() + "/common/discovery/v2.0/keys", null)
                .expect(200)
                .json()
                .path("keys")) {
            assertThat(key.path("x5c")).isNotEmpty();
            assertThat(key.path("x5t").asText()).isNotEmpty();
            ids.add(key.path("kid").asText());
        }
        return ids;
    }
}
