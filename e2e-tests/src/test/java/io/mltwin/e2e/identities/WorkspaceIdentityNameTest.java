package io.mltwin.e2e.identities;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.e2e.fixtures.GraphClient;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The identity of a workspace as Microsoft Graph and Azure Resource Manager show it. */
@OnlyOn(value = Target.PROCESSES, because = OnlyOn.SAME_CODE)
class WorkspaceIdentityNameTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();
    private static GraphClient graph;
    private static Azure azure;
    private static FlowClient client;

    @BeforeAll
    static void people() throws Exception {
        graph = GraphClient.of(PLATFORM);
        azure = PLATFORM.azure();
        client = PLATFORM.flowClient();
    }

    @Test
    void theWorkspacesIdentityIsNamedLikeIt() throws Exception {
        String workspace = PLATFORM.fixture().workspaceId();
        String owner = azure.armToken("owner");
        String principalId = client.get(azure.arm(workspace), owner)
                .expect(200)
                .json()
                .path("identity")
                .path("principalId")
                .asText();

        JsonNode principal = graph.call("maja", "GET", "servicePrincipals/" + principalId, null)
                .expect(200)
                .json();
        assertThat(principal.path("displayName").asText())
                .isEqualTo(PLATFORM.fixture().workspace().name());
        assertThat(principal.path("alternativeNames").toString()).contains(workspace);
        assertThat(client.get(azure.arm(workspace + "/providers/Microsoft.ManagedIdentity/identities/default"), owner)
                        .expect(200)
                        .json()
                        .path("properties")
                        .path("principalId")
                        .asText())
                .isEqualTo(principalId);
    }
}
