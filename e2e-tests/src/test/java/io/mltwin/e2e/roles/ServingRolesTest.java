package io.mltwin.e2e.roles;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.e2e.fixtures.GrantedRole;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.demo.FlowClient.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A role of one's own for running only, which one service obeys as the other does. */
@OnlyOn(value = Target.PROCESSES, because = OnlyOn.SAME_CODE)
@ResourceLock(GrantedRole.OF_NORA)
class ServingRolesTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();

    @Test
    void submitterOfRunsRegistersNoModel() throws Exception {
        DocumentOperations operations = new DocumentOperations(PLATFORM);
        GrantedRole role = GrantedRole.to(
                PLATFORM,
                "nora",
                PLATFORM.flows().workspaceId(),
                "*/read",
                "environments/write",
                "environments/build/action",
                "environments/readSecrets/action",
                "experiments/runs/write",
                "experiments/runs/submit/action",
                "metadata/artifacts/write",
                "metadata/snapshots/write");
        try {
            assertThat(operations.runExperiment("nora"))
                    .extracting(Answer::status)
                    .containsExactly(200);
            assertThat(operations.registerModel("nora"))
                    .extracting(Answer::status)
                    .containsExactly(403);
        } finally {
            role.close();
        }
    }
}
