package io.mltwin.e2e.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.e2e.fixtures.Forgery;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
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
        String bad = TokenReceiver.of(PLATFORM, service).bad(PLATFORM, badness);
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
        return TokenReceiver.of(PLATFORM, service).good(PLATFORM);
    }

    private static FlowClient.Answer call(PlatformService service, String token)
            throws IOException {
        return TokenReceiver.of(PLATFORM, service).send(PLATFORM.flowClient(), token);
    }

    private static void moveClock(int seconds) throws IOException {
        MovedClock.moveTo(PLATFORM, seconds);
    }
}
