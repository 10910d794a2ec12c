package io.mltwin.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.e2e.ComputeDoors.Door;
import io.mltwin.e2e.ComputeDoors.Kind;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every door of the training half, in the v1 data plane and in ARM: 401 without a token, 403
 * without a role, and for a Reader only where it is a read, whatever the method is.
 */
@OnlyOn(value = Target.PROCESSES, because = OnlyOn.SAME_CODE)
@TestInstance(Lifecycle.PER_CLASS)
class ComputeDoorsTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();
    private static final String ACTIONS = "Microsoft.MachineLearningServices/workspaces";

    private final Azure azure = PLATFORM.azure();

    static Stream<Door> doors() throws Exception {
        return new ComputeDoors().all().stream();
    }

    @ParameterizedTest
    @MethodSource("doors")
    void everyDoor(Door door) throws Exception {
        assertThat(door.call().by(null).status()).as("without a token").isEqualTo(401);
        refused(door, "nobody");
        if (door.kind() == Kind.READ) {
            allowed(door, "reader");
        } else {
            refused(door, "reader");
        }
        if (door.kind() == Kind.RUN_ONLY) {
            refused(door, "owner");
        } else {
            allowed(door, "contributor");
        }
    }

    private void refused(Door door, String who) throws Exception {
        FlowClient.Answer answer = door.call().by(azure.armToken(who));
        assertThat(answer.status()).as(who + ": " + answer.text()).isEqualTo(403);
        if (door.kind() != Kind.RUN_ONLY) {
            assertThat(answer.text()).contains(ACTIONS);
        }
    }

    private void allowed(Door door, String who) throws Exception {
        FlowClient.Answer answer = door.call().by(azure.armToken(who));
        if (door.status() == 200) {
            assertThat(answer.status()).as(who + ": " + answer.text()).isBetween(200, 299);
        } else {
            assertThat(answer.status()).as(who + ": " + answer.text()).isEqualTo(door.status());
        }
    }
}
