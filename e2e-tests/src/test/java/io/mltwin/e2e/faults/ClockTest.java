package io.mltwin.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.mltwin.e2e.platform.Disturbing;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.client.PlatformClient.Call;
import io.mltwin.local.clock.ClockControl;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import io.mltwin.local.layout.PlatformService;
import io.mltwin.local.layout.RefusalException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * One clock for six services: moved forward by one command, kept by each, back to zero by reset.
 */
@Disturbing("it moves the clock")
class ClockTest {
    private static final TestPlatform PLATFORM = TestPlatform.disturbed();
    private static final long MINUTES_61 = 61 * 60;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ClockControl clock =
            new ClockControl(PLATFORM.client(), PLATFORM.platform().settings(), PLATFORM.tokens());

    @AfterEach
    void back() throws Exception {
        clock.set(0);
    }

    @Test
    void allSixMoveForwardTogetherAndTokensExpire() throws Exception {
        // Given
        Azure azure = PLATFORM.azure();
        FlowClient client = PLATFORM.flowClient();
        String old = azure.armToken("reader");
        String workspace = azure.arm(PLATFORM.fixture().workspaceId());
        client.get(workspace, old).expect(200);
        // When
        clock.set(MINUTES_61);
        // Then
        assertThat(clock.agreed()).isEqualTo(MINUTES_61);
        client.get(workspace, old).expect(401);
        String fresh = azure.armToken("reader");
        client.get(workspace, fresh).expect(200);
        // When: back, the fresh one is of the future
        clock.set(0);
        // Then
        assertThat(clock.agreed()).isZero();
        client.get(workspace, fresh).expect(401);
        client.get(workspace, old).expect(200);
    }

    @Test
    void itDoesNotGoBackExceptToTheWallClock() throws Exception {
        clock.set(MINUTES_61);

        assertThatThrownBy(() -> clock.set(60))
                .isInstanceOf(RefusalException.class)
                .hasMessageContaining("ClockMovesForwardOnly");

        assertThat(clock.agreed()).isEqualTo(MINUTES_61);
    }

    @Test
    void clocksThatDifferAreToldAndTheAdministratorCanStillSetThem() throws Exception {
        // Given: a command that was interrupted when only identity was left to do
        clock.set(MINUTES_61);
        PLATFORM.client()
                .send(Call.of("PUT", PLATFORM.port(PlatformService.IDENTITY), "/_mltwin/clock")
                        .as(PLATFORM.tokens().administrator())
                        .json(Map.of("offsetSeconds", 0)));
        // Then
        assertThatThrownBy(clock::agreed)
                .isInstanceOf(RefusalException.class)
                .hasMessageContaining("identity=0")
                .hasMessageContaining("./mltwin clock reset");
        // When
        clock.set(0);
        // Then
        assertThat(clock.agreed()).isZero();
    }

    @Test
    void aServiceThatIsAwayIsNamedAndKeepsTheClockOverItsRestart() throws Exception {
        // Given
        clock.set(MINUTES_61);
        // When
        PLATFORM.platform().kill(PlatformService.TELEMETRY.key());
        // Then
        assertThatThrownBy(clock::agreed)
                .isInstanceOf(RefusalException.class)
                .hasMessageStartingWith("telemetry does not answer");
        await().atMost(PATIENCE).until(() -> PLATFORM.client().ready(PLATFORM.port(PlatformService.TELEMETRY)));
        assertThat(clock.agreed()).isEqualTo(MINUTES_61);
    }
}
