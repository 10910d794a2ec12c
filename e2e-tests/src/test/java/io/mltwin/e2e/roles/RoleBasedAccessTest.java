package io.mltwin.e2e.roles;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.e2e.fixtures.Colleague;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import io.mltwin.local.demo.FlowState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who has a role in one workspace sees and reads that one alone. */
@OnlyOn(value = Target.PROCESSES, because = OnlyOn.SAME_CODE)
class RoleBasedAccessTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();
    private static final String ML = "Microsoft.MachineLearningServices/workspaces";
    private static final String READER = "acdd72a7-3385-48ef-bd42-f606fba81ae7";

    private final Azure azure = PLATFORM.azure();
    private final FlowClient client = PLATFORM.flowClient();
    private Colleague dana;

    @BeforeEach
    void joins() throws Exception {
        dana = Colleague.join(PLATFORM);
    }

    @AfterEach
    void leaves() throws Exception {
        dana.forget();
    }

    @Test
    void ownerOfOneWorkspaceSeesThatOneAlone() throws Exception {
        FlowState flows = PLATFORM.flows();
        String list = PLATFORM.subscription() + "/providers/" + ML;
        dana.assign(PLATFORM.fixture().workspaceId(), dana.builtIn(READER));

        JsonNode seen =
                client.get(azure.arm(list), dana.token()).expect(200).json().path("value");

        assertThat(seen).hasSize(1);
        assertThat(seen.path(0).path("id").asText())
                .isEqualToIgnoringCase(PLATFORM.fixture().workspaceId());
        client.get(azure.arm(PLATFORM.fixture().workspaceId()), dana.token()).expect(200);
        client.get(azure.arm(flows.workspaceId()), dana.token()).expect(403);
    }
}
