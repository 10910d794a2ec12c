package io.mltwin.e2e.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.e2e.fixtures.Forgery;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.client.PlatformClient.Call;
import io.mltwin.local.client.PlatformClient.Reply;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import io.mltwin.local.layout.PlatformService;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Five kinds of bad token at each of the six services: thirty refusals, each by the receiver
 * itself.
 */
@OnlyOn(value = Target.PROCESSES, because = OnlyOn.SAME_CODE)
@Isolated("it moves the clock")
class TokenRefusalTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();
    private static final int MINUTES_61 = 61 * 60;

    /** What makes a token bad. */
    enum Badness {
        FOREIGN_ISSUER,
        WRONG_AUDIENCE,
        TAMPERED,
        ALG_NONE,
        EXPIRED
    }

    static Stream<Arguments> cases() {
        return Arrays.stream(PlatformService.values())
                .flatMap(
                        service ->
                                Arrays.stream(Badness.values())
                                        .map(badness -> Arguments.of(service, badness)));
    }

    @AfterEach
    void clockBack() throws IOException {
        moveClock(0);
    }

    @ParameterizedTest(name = "{0} accepts a good token")
    @EnumSource(PlatformService.class)
    void aGoodTokenPassesTheCheck(PlatformService service) throws IOException {
        assertThat(call(service, good(service)).status()).isNotEqualTo(401).isLessThan(500);
    }

    @ParameterizedTest(name = "{0} refuses {1}")
    @MethodSource("cases")
    void aBadTokenIsRefused(PlatformService service, Badness badness) throws Exception {
        String good = good(service);
        String bad =
                switch (badness) {
                    case FOREIGN_ISSUER -> Forgery.foreignIssuer(good);
                    case WRONG_AUDIENCE -> PLATFORM.azure().token("owner", other(service));
                    case TAMPERED -> Forgery.tampered(good);
                    case ALG_NONE -> Forgery.unsigned(good);
                    case EXPIRED -> good;
                };
        if (badness == Badness.EXPIRED) {
            moveClock(MINUTES_61);
        }

        FlowClient.Answer answer = call(service, bad);

        assertThat(answer.status()).as(answer.text()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer ");
    }

    @Test
    void resourceManagerNamesEachReasonInAzuresCodes() throws Exception {
        String good = good(PlatformService.WORKSPACE);
        Map<Badness, String> tokens = new EnumMap<>(Badness.class);
        tokens.put(Badness.TAMPERED, Forgery.tampered(good));
        tokens.put(
                Badness.WRONG_AUDIENCE, PLATFORM.azure().token("owner", "https://vault.azure.net"));
        tokens.put(Badness.EXPIRED, good);
        moveClock(MINUTES_61);

        List<String> codes = new ArrayList<>();
        codes.add(code(call(PlatformService.WORKSPACE, null)));
        for (Badness badness : List.of(Badness.TAMPERED, Badness.EXPIRED)) {
            codes.add(code(call(PlatformService.WORKSPACE, tokens.get(badness))));
        }
        moveClock(0);
        codes.add(code(call(PlatformService.WORKSPACE, tokens.get(Badness.WRONG_AUDIENCE))));

        assertThat(codes)
                .containsExactly(
                        "AuthenticationFailed",
                        "InvalidAuthenticationToken",
                        "ExpiredAuthenticationToken",
                        "InvalidAuthenticationTokenAudience");
    }

    private static String code(FlowClient.Answer answer) {
        return answer.json().path("error").path("code").asText();
    }

    private static String good(PlatformService service) throws IOException {
        return PLATFORM.azure().token("owner", audience(service));
    }

    private static String audience(PlatformService service) {
        return switch (service) {
            case IDENTITY -> "https://graph.microsoft.com";
            case KEYVAULT -> "https://vault.azure.net";
            case TELEMETRY -> "https://api.applicationinsights.io";
            default -> "https://management.azure.com";
        };
    }

    private static String other(PlatformService service) {
        return service == PlatformService.KEYVAULT
                ? "https://management.azure.com"
                : "https://vault.azure.net";
    }

    private static FlowClient.Answer call(PlatformService service, String token)
            throws IOException {
        String workspace = PLATFORM.fixture().workspaceId();
        Azure azure = PLATFORM.azure();
        FlowClient client = PLATFORM.flowClient();
        return switch (service) {
            case IDENTITY -> client.get(PLATFORM.host("graph", service) + "/v1.0/users", token);
            case WORKSPACE -> client.get(azure.arm(workspace), token);
            case KEYVAULT -> client.get(azure.vault("novault", "/secrets?api-version=7.4"), token);
            case COMPUTE ->
                    client.json(
                            "POST",
                            azure.training(
                                    "eastus", "history/v1.0", workspace, "/experiments:query"),
                            token,
                            Map.of());
            case SCORING -> client.get(azure.models("eastus", workspace, "/models"), token);
            case TELEMETRY ->
                    client.json(
                            "POST",
                            azure.insights("/v1/apps/00000000-0000-4000-8000-000000000000/query"),
                            token,
                            Map.of("query", "requests"));
        };
    }

    private static void moveClock(int seconds) throws IOException {
        // each service checks the administrator's token at its own time: one token serves all as
        // long as the time goes forward
        String administrator = null;
        List<PlatformService> identityLast = new ArrayList<>(List.of(PlatformService.values()));
        identityLast.remove(PlatformService.IDENTITY);
        identityLast.add(PlatformService.IDENTITY);
        for (PlatformService service : identityLast) {
            if (administrator == null) {
                administrator = PLATFORM.tokens().administrator();
            }
            Reply reply =
                    PLATFORM.client()
                            .send(
                                    Call.of("PUT", PLATFORM.port(service), "/_mltwin/clock")
                                            .as(administrator)
                                            .json(Map.of("offsetSeconds", seconds)));
            assertThat(reply.status()).as(reply.body().toString()).isEqualTo(200);
        }
    }
}
