package io.mltwin.e2e.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.e2e.platform.Disturbing;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.client.PlatformClient.Reply;
import io.mltwin.local.clock.ClockControl;
import io.mltwin.local.demo.FlowClient;
import io.mltwin.local.layout.Json;
import io.mltwin.local.layout.PlatformService;
import io.mltwin.signin.Forgery;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Five kinds of bad token at each of the six services: thirty refusals, each by the receiver
 * itself, which says of the token what it answers to it.
 */
@OnlyOn(value = Target.PROCESSES, because = OnlyOn.SAME_CODE)
@Disturbing("it moves the clock")
class TokenRefusalTest {
    private static final TestPlatform PLATFORM = TestPlatform.disturbed();
    private static final Map<Badness, String> CODES_OF_RESOURCE_MANAGER = Map.of(
            Badness.TAMPERED, "InvalidAuthenticationToken",
            Badness.EXPIRED, "ExpiredAuthenticationToken",
            Badness.WRONG_AUDIENCE, "InvalidAuthenticationTokenAudience");

    private final ClockControl clock =
            new ClockControl(PLATFORM.client(), PLATFORM.platform().settings(), PLATFORM.tokens());

    @AfterEach
    void clockBack() throws IOException {
        clock.set(0);
    }

    @ParameterizedTest(name = "{0} accepts a good token")
    @EnumSource(PlatformService.class)
    void aGoodTokenPassesTheCheck(PlatformService service) throws Exception {
        TokenReceiver receiver = TokenReceiver.of(PLATFORM, service);
        String good = receiver.good(PLATFORM);

        FlowClient.Answer answer = receiver.send(PLATFORM.flowClient(), good);

        assertThat(answer.status()).as(answer.text()).isNotEqualTo(401).isLessThan(500);
        assertThat(verdict(service, good).path("verdict").asText()).isEqualTo("ACCEPTED");
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(PlatformService.class)
    void aBadTokenIsRefused(PlatformService service) throws Exception {
        TokenReceiver receiver = TokenReceiver.of(PLATFORM, service);
        for (Badness badness : Badness.values()) {
            if (badness != Badness.EXPIRED) {
                requireRefused(service, badness, receiver.bad(PLATFORM, badness));
            }
        }
    }

    @Test
    void anExpiredTokenIsRefused() throws Exception {
        Map<PlatformService, String> tokens = new EnumMap<>(PlatformService.class);
        for (PlatformService service : PlatformService.values()) {
            tokens.put(service, TokenReceiver.of(PLATFORM, service).bad(PLATFORM, Badness.EXPIRED));
        }

        clock.set(Duration.ofMinutes(61).toSeconds());

        for (PlatformService service : PlatformService.values()) {
            requireRefused(service, Badness.EXPIRED, tokens.get(service));
        }
    }

    private static void requireRefused(PlatformService service, Badness badness, String token) throws IOException {
        FlowClient.Answer answer = TokenReceiver.of(PLATFORM, service).send(PLATFORM.flowClient(), token);
        JsonNode verdict = verdict(service, token);
        String what = service.key() + ", " + badness + ": " + answer.text();

        assertThat(answer.status()).as(what).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).as(what).startsWith("Bearer ");
        if (service == PlatformService.WORKSPACE && CODES_OF_RESOURCE_MANAGER.containsKey(badness)) {
            assertThat(code(answer)).isEqualTo(CODES_OF_RESOURCE_MANAGER.get(badness));
        }
        // what the service says of the token
        assertThat(verdict.path("verdict").asText()).as(what).isEqualTo("REFUSED");
        assertThat(verdict.path("firstFailure").asText())
                .as(what)
                .isEqualTo(
                        switch (badness) {
                            case FOREIGN_ISSUER -> "ISSUER";
                            case WRONG_AUDIENCE -> "AUDIENCE";
                            case TAMPERED -> "SIGNATURE";
                            case ALG_NONE -> "ALGORITHM";
                            case EXPIRED -> "NOT_EXPIRED";
                        });
        // the seconds behind may differ
        String reason = verdict.path("message").asText().split(", now is")[0];
        assertThat(reason).isNotEmpty();
        assertThat(answer.text()).contains(reason);
    }

    private static JsonNode verdict(PlatformService service, String token) throws IOException {
        TokenReceiver receiver = TokenReceiver.of(PLATFORM, service);
        JsonNode planes = new TokenInspection(PLATFORM, service).at(receiver.host(), receiver.path(), token);
        assertThat(planes).hasSize(1);
        return planes.get(0);
    }

    @Test
    void noTokenIsRefusedByResourceManager() throws IOException {
        FlowClient.Answer answer =
                TokenReceiver.of(PLATFORM, PlatformService.WORKSPACE).send(PLATFORM.flowClient(), null);

        assertThat(code(answer)).isEqualTo("AuthenticationFailed");
    }

    private static String code(FlowClient.Answer answer) {
        return answer.json().path("error").path("code").asText();
    }

    @ParameterizedTest
    @EnumSource(PlatformService.class)
    void onlyTheAdministratorAsksWhatATokenIsWorth(PlatformService service) throws Exception {
        String user = TokenReceiver.of(PLATFORM, service).good(PLATFORM);
        String administrator = PLATFORM.tokens().administrator();
        TokenInspection inspection = new TokenInspection(PLATFORM, service);

        for (String other : new String[] {null, user, Forgery.tampered(administrator)}) {
            assertThat(inspection.send(other, Map.of("token", user)).status()).isEqualTo(401);
        }
        Reply malformed = inspection.send(administrator, Map.of("token", user, "host", "h"));
        assertThat(malformed.status()).isEqualTo(400);
        assertThat(malformed.body().path("error").path("code").asText()).isEqualTo("InvalidRequestContent");
    }

    @Test
    void tokensOfBothKeysAreAcceptedAfterARollover() throws Exception {
        FlowClient client = PLATFORM.flowClient();
        String workspace = PLATFORM.azure().arm(PLATFORM.fixture().workspaceId());
        String before = PLATFORM.azure().armToken("reader");

        client.json(
                        "POST",
                        "https://localhost:" + PLATFORM.port(PlatformService.IDENTITY) + "/_mltwin/keys/rollover",
                        PLATFORM.tokens().administrator(),
                        null)
                .expect(200);

        String after = PLATFORM.azure().armToken("reader");
        assertThat(keyId(after)).isNotEqualTo(keyId(before));
        client.get(workspace, before).expect(200);
        client.get(workspace, after).expect(200);

        clock.set(Duration.ofMinutes(62).toSeconds());

        client.get(workspace, PLATFORM.azure().armToken("reader")).expect(200);
    }

    private static String keyId(String token) throws IOException {
        byte[] header = Base64.getUrlDecoder().decode(token.split("\\.")[0]);
        return Json.MAPPER
                .readTree(new String(header, StandardCharsets.UTF_8))
                .path("kid")
                .asText();
    }
}
