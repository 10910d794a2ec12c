package io.mltwin.e2e.routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import io.mltwin.local.layout.PlatformService;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The channel of the nodes opens to a node's own secret: no token of anybody is one. */
@TestInstance(Lifecycle.PER_CLASS)
class NodeRoutesTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();

    private FlowClient client;
    private String owner;
    private String node;

    @BeforeAll
    void findANode() throws Exception {
        Azure azure = PLATFORM.azure();
        client = PLATFORM.flowClient();
        String workspace = PLATFORM.flows().workspaceId();
        owner = azure.armToken("owner");
        JsonNode nodes = client.json("POST", azure.arm(workspace + "/computes/cpu-cluster/listNodes"), owner, null)
                .expect(200)
                .json();
        node = nodes.path("nodes").path(0).path("nodeId").asText("tvmps_0_d");
    }

    @ParameterizedTest
    @CsvSource({
        "POST, next",
        "POST, heartbeat",
        "POST, utilization",
        "GET, storage-token",
        "GET, management-share",
        "GET, ssh-account",
        "POST, ssh-port",
        "GET, code?path=train.py",
        "GET, identity-token?resource=https://storage.azure.com"
    })
    void onlyANodesSecretOpensIt(String method, String path) throws Exception {
        assertThat(call(method, node, path, null).status()).isEqualTo(401);
        assertThat(call(method, node, path, "Bearer " + owner).status()).isEqualTo(401);
        assertThat(call(method, node, path, "Node " + "0".repeat(64)).status()).isIn(401, 410);
        assertThat(call(method, "tvmps_ffff_d", path, "Node " + "0".repeat(64)).status())
                .isEqualTo(410);
    }

    private FlowClient.Answer call(String method, String id, String path, String authorization) throws Exception {
        return client.send(
                method,
                "https://localhost:" + PLATFORM.port(PlatformService.COMPUTE) + "/_node/" + id + "/" + path,
                null,
                method.equals("POST") ? BodyPublishers.ofString("{}") : BodyPublishers.noBody(),
                authorization == null
                        ? Map.of("Content-Type", "application/json")
                        : Map.of("Content-Type", "application/json", "Authorization", authorization));
    }
}
