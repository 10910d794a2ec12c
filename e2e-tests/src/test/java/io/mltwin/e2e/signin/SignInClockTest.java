package io.mltwin.e2e.signin;

import static io.mltwin.e2e.signin.TokenClient.ARM_ALL;
import static io.mltwin.e2e.signin.TokenClient.AZURE_CLI;
import static io.mltwin.e2e.signin.TokenClient.refused;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.e2e.signin.SignIn.Request;
import io.mltwin.local.clock.ClockControl;
import io.mltwin.local.demo.FlowClient;
import io.mltwin.local.layout.Json;
import io.mltwin.local.trust.OperatorCredentials;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** What time ends: codes, tokens, secrets, locks and keys. */
@OnlyOn(value = Target.PROCESSES, because = OnlyOn.SAME_CODE)
@Isolated("it moves the clock")
class SignInClockTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();
    private static final TokenClient CALLS = new TokenClient(PLATFORM);
    private static final SignIn SIGN_IN = new SignIn(PLATFORM);
    private static final OperatorCredentials.User OLIVIA = CALLS.user("olivia");
    private static final String TENANT = OLIVIA.tenantId();

    private final ClockControl clock =
            new ClockControl(PLATFORM.client(), PLATFORM.platform().settings(), PLATFORM.tokens());

    @AfterEach
    void back() throws Exception {
        clock.set(0);
    }

    @Test
    void codesAndTokensExpire() throws Exception {
        Request request = SIGN_IN.azureCli();
        String code = SIGN_IN.signedIn(OLIVIA).get(request.path()).told("code");
        String deviceCode =
                CALLS.post(
                                "/" + TENANT + "/oauth2/v2.0/devicecode",
                                "client_id",
                                AZURE_CLI,
                                "scope",
                                ARM_ALL)
                        .expect(200)
                        .json()
                        .path("device_code")
                        .asText();
        String refreshToken =
                CALLS.password(OLIVIA).expect(200).json().path("refresh_token").asText();
        String secret = "s".repeat(43);
        String application = expiring(secret);
        client(application, secret).expect(200);

        clock.set(Duration.ofMinutes(16).toSeconds());

        refused(SIGN_IN.redeem(request, code), 400, "invalid_grant", 70008);
        refused(
                CALLS.v2(
                        TENANT,
                        "grant_type",
                        "urn:ietf:params:oauth:grant-type:device_code",
                        "client_id",
                        AZURE_CLI,
                        "device_code",
                        deviceCode),
                400,
                "expired_token",
                70020);

        clock.set(Duration.ofDays(91).toSeconds());

        refused(
                CALLS.refresh(TENANT, AZURE_CLI, refreshToken, ARM_ALL),
                400,
                "invalid_grant",
                700082);
        refused(client(application, secret), 401, "invalid_client", 7000222);
        refused(client(application, "another"), 401, "invalid_client", 7000215);
    }

    private static FlowClient.Answer client(String application, String secret) throws Exception {
        return CALLS.v2(
                TENANT,
                "grant_type",
                "client_credentials",
                "client_id",
                application,
                "client_secret",
                secret,
                "scope",
                TokenClient.ARM + ".default");
    }

    private static String expiring(String secret) throws Exception {
        String id = UUID.randomUUID().toString();
        ObjectNode seed = Json.MAPPER.createObjectNode();
        seed.putArray("applications")
                .addObject()
                .put("tenantId", TENANT)
                .put("applicationId", id)
                .put("objectId", UUID.randomUUID().toString())
                .put("displayName", "expiring")
                .put("secret", secret)
                .put("secretExpiresOn", java.time.Instant.now().plusSeconds(86_400).toString());
        CALLS.seed(seed);
        return id;
    }

    @Test
    void tenWrongPasswordsLockForAMinute() throws Exception {
        OperatorCredentials.User user = new SignInPeople(PLATFORM).user("locked", false);
        OperatorCredentials.User wrong =
                new OperatorCredentials.User(
                        user.tenantId(), user.objectId(), user.userPrincipalName(), "guess");
        for (int i = 0; i < 10; i++) {
            refused(CALLS.password(wrong), 400, "invalid_grant", 50126);
        }
        refused(CALLS.password(wrong), 400, "invalid_grant", 50053);
        refused(CALLS.password(user), 400, "invalid_grant", 50053);

        clock.set(61);

        // a further wrong one locks at once; the right one forgets them all
        refused(CALLS.password(wrong), 400, "invalid_grant", 50126);
        refused(CALLS.password(user), 400, "invalid_grant", 50053);
        clock.set(130);
        CALLS.password(user).expect(200);
        refused(CALLS.password(wrong), 400, "invalid_grant", 50126);
        CALLS.password(user).expect(200);
    }

    @Test
    void aKeyThatIsRolledOverIsHonouredUntilItsLastTokenExpires() throws Exception {
        FlowClient client = PLATFORM.flowClient();
        String workspace = PLATFORM.azure().arm(PLATFORM.fixture().workspaceId());
        String before = PLATFORM.azure().armToken("reader");

        client.json(
                        "POST",
                        CALLS.own() + "/_mltwin/keys/rollover",
                        PLATFORM.tokens().administrator(),
                        null)
                .expect(200);

        String after = PLATFORM.azure().armToken("reader");
        String oldKey = keyId(before);
        String newKey = keyId(after);
        assertThat(newKey).isNotEqualTo(oldKey);
        assertThat(published()).contains(oldKey).startsWith(newKey);
        client.get(workspace, before).expect(200);
        client.get(workspace, after).expect(200);

        clock.set(Duration.ofMinutes(62).toSeconds());

        assertThat(published()).doesNotContain(oldKey).contains(newKey);
        client.get(workspace, PLATFORM.azure().armToken("reader")).expect(200);
    }

    private static String keyId(String token) throws Exception {
        String header =
                new String(
                        java.util.Base64.getUrlDecoder().decode(token.split("\\.")[0]),
                        java.nio.charset.StandardCharsets.UTF_8);
        return Json.MAPPER.readTree(header).path("kid").asText();
    }

    private static List<String> published() throws Exception {
        List<String> ids = new ArrayList<>();
        for (JsonNode key :
                PLATFORM.flowClient()
                        .get(SIGN_IN.origin() + "/common/discovery/v2.0/keys", null)
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
