package io.mltwin.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.mltwin.e2e.platform.Disturbing;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.client.PlatformClient.Call;
import io.mltwin.local.client.PlatformClient.Reply;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import io.mltwin.local.layout.PlatformService;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A reset that was interrupted: what is paused says so in its plane's form, stays so over a
 * restart, and is open again once the reset was repeated.
 */
@OnlyOn(value = Target.PROCESSES, because = OnlyOn.SAME_CODE)
@Order(1)
@Disturbing("it pauses services")
class PauseTest {
    private static final TestPlatform PLATFORM = TestPlatform.disturbed();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @AfterEach
    void open() throws Exception {
        boolean open = true;
        for (PlatformService service : PlatformService.values()) {
            open &= ResetSteps.state(service).path("phase").asText().equals("OPEN");
        }
        if (!open) {
            PLATFORM.reset();
        }
    }

    static Stream<Arguments> strangers() {
        return Arrays.stream(PlatformService.values())
                .flatMap(service -> Stream.of("pause", "clear", "resume").map(step -> Arguments.of(service, step)));
    }

    @ParameterizedTest(name = "{1} of {0}")
    @MethodSource("strangers")
    void isForTheAdministratorAtTheServicesOwnAddressOnly(PlatformService service, String step) throws IOException {
        String path = "/_mltwin/reset/" + step;
        Call call = Call.of("POST", PLATFORM.port(service), path)
                .json(Map.of("epoch", 1000, "pass", "a-pass-for-this-test"));
        String owner = PLATFORM.azure().armToken("owner");

        assertThat(PLATFORM.client().send(call).status()).isEqualTo(401);
        assertThat(PLATFORM.client().send(call.as(owner)).status()).isEqualTo(401);
        assertThat(PLATFORM.client()
                        .send(call.at(virtualHost(service)).as(PLATFORM.tokens().administrator()))
                        .status())
                .isIn(401, 404);
        assertThat(ResetSteps.state(service).path("phase").asText()).isEqualTo("OPEN");
    }

    private static String virtualHost(PlatformService service) {
        String label = switch (service) {
            case IDENTITY -> "graph";
            case WORKSPACE -> "management";
            case KEYVAULT -> "anyvault.vault";
            case COMPUTE -> "eastus.api";
            case SCORING -> "eastus.models";
            case TELEMETRY -> "api.loganalytics";
        };
        return label + "." + PLATFORM.platform().settings().base();
    }

    @Test
    void stepsOutOfOrderAreRefused() throws IOException {
        for (PlatformService service : PlatformService.values()) {
            long epoch = ResetSteps.state(service).path("epoch").asLong();
            assertThat(ResetSteps.step(service, "clear", epoch + 1).status()).isEqualTo(409);
            assertThat(ResetSteps.step(service, "resume", epoch + 1).status()).isEqualTo(409);

            ResetSteps.pause(service);

            assertThat(ResetSteps.step(service, "resume", epoch).status()).isEqualTo(409);
            assertThat(ResetSteps.step(service, "clear", epoch).status()).isEqualTo(409);
            assertThat(ResetSteps.state(service).path("phase").asText()).isEqualTo("PAUSED");
        }
    }

    @Test
    void everyPlaneSaysSoInItsFormAndTheReparationIsRepeating() throws Exception {
        // Given
        Azure azure = PLATFORM.azure();
        FlowClient client = PLATFORM.flowClient();
        String arm = azure.armToken("owner");
        String workspace = PLATFORM.fixture().workspaceId();
        Map<PlatformService, String> addresses = new EnumMap<>(PlatformService.class);
        addresses.put(PlatformService.IDENTITY, PLATFORM.host("graph", PlatformService.IDENTITY) + "/v1.0/users");
        addresses.put(PlatformService.WORKSPACE, azure.arm(workspace));
        addresses.put(PlatformService.KEYVAULT, azure.vault("anyvault", "/secrets?api-version=7.4"));
        addresses.put(PlatformService.COMPUTE, azure.training("eastus", "history/v1.0", workspace, "/experiments"));
        addresses.put(PlatformService.SCORING, azure.models("eastus", workspace, "/models"));
        addresses.put(PlatformService.TELEMETRY, azure.insights("/v1/apps/any/query"));
        // When
        for (PlatformService service : PlatformService.values()) {
            assertThat(ResetSteps.pause(service).succeeded()).as(service.key()).isTrue();
        }
        // Then
        for (Map.Entry<PlatformService, String> address : addresses.entrySet()) {
            FlowClient.Answer answer = client.get(address.getValue(), arm);
            assertThat(answer.status()).as(answer.text()).isEqualTo(503);
            assertThat(answer.header("Retry-After")).isEqualTo("1");
            assertThat(answer.text()).contains("./mltwin status");
            assertThat(PLATFORM.client().ready(PLATFORM.port(address.getKey()))).isTrue();
        }
        assertThat(client.get(azure.blob("anyaccount", "/c?restype=container"), arm)
                        .text())
                .startsWith("<?xml")
                .contains("<Code>ServiceUnavailable</Code>");
        assertThatThrownBy(() -> azure.armToken("owner")).hasMessageContaining("AADSTS90033");
        // When
        PLATFORM.reset();
        // Then
        client.get(addresses.get(PlatformService.WORKSPACE), azure.armToken("owner"))
                .expect(200);
    }

    @ParameterizedTest
    @EnumSource(
            value = PlatformService.class,
            names = {"IDENTITY", "KEYVAULT"})
    void aServiceThatIsKilledWhilePausedStaysSoUntilTheResetIsRepeated(PlatformService service) throws Exception {
        // Given
        for (PlatformService each : PlatformService.values()) {
            ResetSteps.pause(each);
        }
        // When
        kill(service);
        await().atMost(PATIENCE).until(() -> PLATFORM.client().ready(PLATFORM.port(service)));
        // Then
        assertThat(ResetSteps.state(service).path("phase").asText()).isEqualTo("PAUSED");
        Reply paused =
                PLATFORM.client().send(Call.of("GET", PLATFORM.port(service), "/subscriptions?api-version=2022-12-01"));
        assertThat(paused.status()).isEqualTo(503);
        // When
        PLATFORM.reset();
        // Then
        assertThat(ResetSteps.state(service).path("phase").asText()).isEqualTo("OPEN");
    }

    @Test
    void aServiceThatIsAwayIsWaitedFor() throws Exception {
        kill(PlatformService.SCORING);

        long epoch = PLATFORM.reset();

        assertThat(ResetSteps.state(PlatformService.SCORING).path("epoch").asLong())
                .isEqualTo(epoch);
    }

    private static void kill(PlatformService service) {
        PLATFORM.platform().kill(service.key());
    }
}
