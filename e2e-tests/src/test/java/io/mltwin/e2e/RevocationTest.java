package io.mltwin.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import io.mltwin.local.process.PidFile;
import io.mltwin.local.process.Signals;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A role that was taken away is gone everywhere a second later, whatever Kafka does. */
@OnlyOn(
        value = Target.PROCESSES,
        because =
                "a container's Kafka is not halted; permissions do not go through it there either")
class RevocationTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();
    private static final String READER = "acdd72a7-3385-48ef-bd42-f606fba81ae7";
    private static final Duration KEPT = Duration.ofSeconds(1);

    private final Azure azure = PLATFORM.azure();
    private final FlowClient client = PLATFORM.flowClient();

    @Test
    void aRevokedRoleRefusesWithinASecondWithKafkaStopped() throws Exception {
        // Given
        Colleague dana = Colleague.join(PLATFORM);
        String workspace = PLATFORM.flows().workspaceId();
        String onManagement = azure.arm(workspace);
        String onRuns =
                azure.training(
                                "eastus",
                                "history/v1.0",
                                workspace,
                                "/experiments/breast-cancer/runs/")
                        + PLATFORM.flows().runId();
        String onModels = azure.models("eastus", workspace, "/models");
        long kafka = PidFile.read(PLATFORM.platform().folder().pid("kafka")).orElseThrow().pid();
        Signals.send("STOP", kafka);
        try {
            String assignment = dana.assign(workspace, dana.builtIn(READER));
            for (String door : new String[] {onManagement, onRuns, onModels}) {
                client.get(door, dana.token()).expect(200);
            }
            // When
            dana.remove(assignment);
            long removed = System.nanoTime();
            // Then
            for (String door : new String[] {onManagement, onRuns, onModels}) {
                await().pollInterval(Duration.ofMillis(25))
                        .atMost(Duration.ofSeconds(5))
                        .until(() -> client.get(door, dana.token()).status() == 403);
            }
            assertThat(Duration.ofNanos(System.nanoTime() - removed))
                    .isLessThan(KEPT.plusMillis(500));
        } finally {
            Signals.send("CONT", kafka);
        }
    }
}
