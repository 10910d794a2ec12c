package io.mltwin.e2e.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.e2e.fixtures.Forgery;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.client.PlatformClient.Reply;
import io.mltwin.local.demo.FlowClient;
import io.mltwin.local.layout.PlatformService;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a service says of a token equals what it answers to a request with it, for every token of
 * the table of refusals and for good tokens of every resource at every service.
 */
@OnlyOn(value = Target.PROCESSES, because = OnlyOn.SAME_CODE)
@Isolated("it moves the clock")
class TokenInspectionTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();
    private static final int MINUTES_61 = 61 * 60;

    static Stream<Arguments> badTokens() {
        return TokenRefusalTest.cases();
    }

    static Stream<Arguments> goodTokens() {
        return Arrays.stream(PlatformService.values())
                .flatMap(
                        service ->
                                Arrays.stream(PlatformService.values())
                                        .map(other -> TokenReceiver.of(PLATFORM, other).audience())
                                        .distinct()
                                        .map(audience -> Arguments.of(service, audience)));
    }

    @AfterEach
    void clockBack() throws IOException {
        MovedClock.moveTo(PLATFORM, 0);
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("badTokens")
    void ofABadTokenSaysWhyTheServiceRefusesIt(PlatformService service, Badness badness)
            throws Exception {
        TokenReceiver receiver = TokenReceiver.of(PLATFORM, service);
        String bad = receiver.bad(PLATFORM, badness);
        if (badness == Badness.EXPIRED) {
            MovedClock.moveTo(PLATFORM, MINUTES_61);
        }

        JsonNode verdict = assertSaysWhatItAnswers(service, bad);

        assertThat(verdict.path("firstFailure").asText())
                .isEqualTo(
                        switch (badness) {
                            case FOREIGN_ISSUER -> "ISSUER";
                            case WRONG_AUDIENCE -> "AUDIENCE";
                            case TAMPERED -> "SIGNATURE";
                            case ALG_NONE -> "ALGORITHM";
                            case EXPIRED -> "NOT_EXPIRED";
                        });
    }

    @ParameterizedTest(name = "{0}, token for {1}")
    @MethodSource("goodTokens")
    void ofAGoodTokenSaysWhetherTheServiceAcceptsIt(PlatformService service, String audience)
            throws IOException {
        assertSaysWhatItAnswers(service, PLATFORM.azure().token("owner", audience));
    }

    @ParameterizedTest
    @EnumSource(PlatformService.class)
    void isForTheAdministratorAndTheConsoleOnly(PlatformService service) throws Exception {
        String user =
                PLATFORM.azure().token("owner", TokenReceiver.of(PLATFORM, service).audience());
        String administrator = PLATFORM.tokens().administrator();
        TokenInspection inspection = new TokenInspection(PLATFORM, service);

        for (String other : new String[] {null, user, Forgery.tampered(administrator)}) {
            assertThat(inspection.send(other, Map.of("token", user)).status()).isEqualTo(401);
        }
        Reply malformed = inspection.send(administrator, Map.of("token", user, "host", "h"));
        assertThat(malformed.status()).isEqualTo(400);
        assertThat(malformed.body().path("error").path("code").asText())
                .isEqualTo("InvalidRequestContent");
    }

    private static JsonNode assertSaysWhatItAnswers(PlatformService service, String token)
            throws IOException {
        TokenReceiver receiver = TokenReceiver.of(PLATFORM, service);
        FlowClient.Answer answer = receiver.send(PLATFORM.flowClient(), token);

        JsonNode planes =
                new TokenInspection(PLATFORM, service).at(receiver.host(), receiver.path(), token);

        assertThat(planes).hasSize(1);
        JsonNode verdict = planes.get(0);
        boolean refused = answer.status() == 401;
        assertThat(verdict.path("verdict").asText())
                .as(answer.text())
                .isEqualTo(refused ? "REFUSED" : "ACCEPTED");
        if (refused) {
            // the seconds behind may differ
            String reason = verdict.path("message").asText().split(", now is")[0];
            assertThat(reason).isNotEmpty();
            assertThat(answer.text()).contains(reason);
        }
        return verdict;
    }
}
