package io.mltwin.e2e.roles;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.e2e.fixtures.Colleague;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a deny assignment denies, no role allows. */
@OnlyOn(value = Target.PROCESSES, because = OnlyOn.SAME_CODE)
class DenyAssignmentTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();
    private static final String CONTRIBUTOR = "b24988ac-6180-42a0-ab88-20f7382dd24c";

    private final Azure azure = PLATFORM.azure();
    private final FlowClient client = PLATFORM.flowClient();
    private final String workspace = PLATFORM.fixture().workspaceId();
    private Colleague dana;
    private String name;

    @BeforeEach
    void joins() throws Exception {
        dana = Colleague.join(PLATFORM);
        dana.assign(PLATFORM.fixture().resourceGroupId(), dana.builtIn(CONTRIBUTOR));
    }

    @AfterEach
    void leaves() throws Exception {
        dana.endDenial(name);
        dana.forget();
    }

    private void deny() throws Exception {
        name = dana.deny(Map.of(
                "denyAssignmentName",
                "managed application",
                "scope",
                PLATFORM.fixture().resourceGroupId(),
                "permissions",
                List.of(Map.of("actions", List.of("*/read"), "notActions", List.of("Microsoft.Resources/*"))),
                "isSystemProtected",
                true,
                "principals",
                List.of(Map.of("id", dana.objectId(), "type", "ServicePrincipal"))));
    }

    @Test
    void itGoesBeforeEveryRole() throws Exception {
        client.get(azure.arm(workspace + "/computes"), dana.token()).expect(200);
        deny();

        FlowClient.Answer refused =
                client.get(azure.arm(workspace), dana.token()).expect(403);

        JsonNode error = refused.json().path("error");
        assertThat(error.path("code").asText()).isEqualTo("DenyAssignmentAuthorizationFailed");
        assertThat(error.path("message").asText()).contains("'managed application'", name.replace("-", ""));
        assertThat(dana.decision(refused.header("x-ms-mltwin-decision"), dana.token())
                        .body()
                        .path("reason")
                        .asText())
                .startsWith("The deny assignment 'managed application'");
        // notActions are left out of the denial
        client.get(azure.arm(PLATFORM.fixture().resourceGroupId()), dana.token())
                .expect(200);
        dana.endDenial(name);
        client.get(azure.arm(workspace), dana.token()).expect(200);
    }
}
