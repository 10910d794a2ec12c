package io.mltwin.e2e.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.e2e.signin.SignIn;
import io.mltwin.e2e.signin.SignIn.Request;
import io.mltwin.e2e.signin.TokenClient;
import io.mltwin.e2e.tokens.MalformedTokenRequests.Case;
import io.mltwin.e2e.tokens.MalformedTokenRequests.Good;
import io.mltwin.local.demo.FlowClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Hundreds of requests that are each refused with the right code, and change nothing. */
@OnlyOn(value = Target.PROCESSES, because = OnlyOn.SAME_CODE)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Isolated("nobody else may change the directory meanwhile")
class MalformedTokenRequestsTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();
    private static final TokenClient CALLS = new TokenClient(PLATFORM);
    private static final SignIn SIGN_IN = new SignIn(PLATFORM);
    private static final String AZURE_CLI = TokenClient.AZURE_CLI;

    private final FlowClient client = PLATFORM.flowClient();
    private final Request request = SIGN_IN.azureCli();
    private Good good;
    private Map<String, String> before;

    @BeforeAll
    void begin() throws Exception {
        String code = SIGN_IN.signedIn(CALLS.user("olivia")).get(request.path()).told("code");
        JsonNode tokens = CALLS.password(CALLS.user("olivia")).expect(200).json();
        JsonNode device =
                CALLS.post(
                                "/" + request.tenant() + "/oauth2/v2.0/devicecode",
                                "client_id",
                                AZURE_CLI,
                                "scope",
                                TokenClient.ARM_ALL)
                        .expect(200)
                        .json();
        good =
                new Good(
                        CALLS.application("sp1"),
                        CALLS.application("portal"),
                        CALLS.user("gina").tenantId(),
                        code,
                        SignIn.LOOPBACK,
                        "v".repeat(43),
                        tokens.path("refresh_token").asText(),
                        device.path("device_code").asText(),
                        tokens.path("access_token").asText(),
                        SIGN_IN.origin() + request.endpoint("token"));
        before = DirectoryDigest.of(PLATFORM.platform());
    }

    List<Case> cases() {
        return MalformedTokenRequests.of(good);
    }

    @Test
    void thereAreEnough() {
        assertThat(cases()).hasSizeGreaterThan(200);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void isRefused(Case wrong) throws Exception {
        Map<String, String> headers = new HashMap<>();
        headers.put("Content-Type", wrong.contentType());
        if (wrong.authorization() != null) {
            headers.put("Authorization", wrong.authorization());
        }

        FlowClient.Answer answer =
                client.send(
                        wrong.method(),
                        SIGN_IN.origin() + "/" + wrong.tenant() + "/oauth2/v2.0/token",
                        null,
                        wrong.method().equals("GET")
                                ? BodyPublishers.noBody()
                                : BodyPublishers.ofString(wrong.body()),
                        headers);

        JsonNode body = answer.json();
        assertThat(body.path("error_codes").path(0).asInt())
                .as(answer.text())
                .isEqualTo(wrong.code());
        assertThat(answer.status())
                .isEqualTo(
                        wrong.code() == 900561
                                ? 405
                                : body.path("error").asText().equals("invalid_client") ? 401 : 400);
        assertThat(body.path("error_description").asText()).startsWith("AADSTS" + wrong.code());
        assertThat(body.has("access_token")).isFalse();
    }

    /**
     * Identity's tables are as they were, and what was good is good still, so nothing was used up,
     * ended, let in or locked.
     */
    @AfterAll
    void nothingHasChanged() throws Exception {
        assertThat(before).hasSizeGreaterThan(25);
        assertThat(DirectoryDigest.of(PLATFORM.platform())).isEqualTo(before);
        SIGN_IN.redeem(request, good.code()).expect(200);
        CALLS.refresh(request.tenant(), AZURE_CLI, good.refreshToken(), TokenClient.ARM_ALL)
                .expect(200);
        TokenClient.refused(
                CALLS.v2(
                        request.tenant(),
                        "grant_type",
                        "urn:ietf:params:oauth:grant-type:device_code",
                        "client_id",
                        AZURE_CLI,
                        "device_code",
                        good.deviceCode()),
                400,
                "authorization_pending",
                70016);
        CALLS.v2(
                        request.tenant(),
                        "grant_type",
                        "client_credentials",
                        "client_id",
                        good.application().applicationId(),
                        "client_secret",
                        good.application().secret(),
                        "scope",
                        TokenClient.ARM + ".default")
                .expect(200);
        CALLS.password(CALLS.user("olivia")).expect(200);
    }
}
