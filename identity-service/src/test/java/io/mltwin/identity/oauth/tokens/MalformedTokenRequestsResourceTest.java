package io.mltwin.identity.oauth.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.identity.Contoso;
import io.mltwin.identity.oauth.tokens.MalformedTokenRequests.Case;
import io.mltwin.identity.oauth.tokens.MalformedTokenRequests.Good;
import io.mltwin.signin.SignIn;
import io.mltwin.signin.SignIn.Request;
import io.mltwin.signin.SignInPlatform;
import io.mltwin.signin.TokenClient;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.HeapSize;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.TestDatabase;
import io.mltwin.testkit.TestPlatform;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Hundreds of requests that are each refused with the right code, and change nothing. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MalformedTokenRequestsResourceTest {
    private static final String AZURE_CLI = TokenClient.AZURE_CLI;

    @FromPlatform
    TestPlatform platform;

    @FromPlatform
    TestDatabase database;

    private Contoso contoso;
    private TokenClient calls;
    private SignIn signIn;
    private Request request;
    private Good good;
    private Map<String, String> before;
    private HeapSize heap;

    @BeforeAll
    void begin() throws Exception {
        contoso = Contoso.of(platform);
        calls = new TokenClient(contoso);
        signIn = new SignIn(contoso);
        request = signIn.azureCli();
        String code = signIn.signedIn(calls.user("olivia")).get(request.path()).told("code");
        JsonNode tokens = calls.password(calls.user("olivia")).expect(200).json();
        JsonNode device = calls.post(
                        "/" + request.tenant() + "/oauth2/v2.0/devicecode",
                        "client_id",
                        AZURE_CLI,
                        "scope",
                        TokenClient.ARM_ALL)
                .expect(200)
                .json();
        good = new Good(
                calls.application("sp1"),
                calls.application("portal"),
                calls.user("gina").tenantId(),
                code,
                SignIn.LOOPBACK,
                "v".repeat(43),
                tokens.path("refresh_token").asText(),
                device.path("device_code").asText(),
                tokens.path("access_token").asText(),
                signIn.origin() + request.endpoint("token"));
        before = DirectoryDigest.of(database);
        heap = new HeapSize();
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

        SignInPlatform.Answer answer = contoso.client()
                .send(
                        wrong.method(),
                        signIn.origin() + "/" + wrong.tenant() + "/oauth2/v2.0/token",
                        null,
                        wrong.method().equals("GET") ? BodyPublishers.noBody() : BodyPublishers.ofString(wrong.body()),
                        headers);

        JsonNode body = answer.json();
        assertThat(body.path("error_codes").path(0).asInt()).as(answer.text()).isEqualTo(wrong.code());
        assertThat(answer.status())
                .isEqualTo(
                        wrong.code() == 900561
                                ? 405
                                : body.path("error").asText().equals("invalid_client") ? 401 : 400);
        assertThat(body.path("error_description").asText()).startsWith("AADSTS" + wrong.code());
        assertThat(body.has("access_token")).isFalse();
    }

    /**
     * The heap is back within a tenth, identity's tables are as they were, and what was good is good still, so nothing was used up,
     * ended, let in or locked.
     */
    @AfterAll
    void nothingHasChanged() throws Exception {
        heap.requireBack();
        assertThat(before).hasSizeGreaterThan(25);
        assertThat(DirectoryDigest.of(database)).isEqualTo(before);
        signIn.redeem(request, good.code()).expect(200);
        calls.refresh(request.tenant(), AZURE_CLI, good.refreshToken(), TokenClient.ARM_ALL)
                .expect(200);
        TokenClient.refused(
                calls.v2(
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
        calls.v2(
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
        calls.password(calls.user("olivia")).expect(200);
    }
}
