package io.mltwin.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.e2e.platform.Disturbing;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Part;
import io.mltwin.e2e.platform.Parts;
import io.mltwin.e2e.platform.PersistentClient;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A template deployment that was accepted goes on after its service was killed in the middle, does
 * nothing twice, and leaves what its template says.
 */
@OnlyOn(value = Target.PROCESSES, because = "the services are the same; ContainerKillTest kills the containers")
@Disturbing("it kills a service")
class DeploymentKillTest {
    private static final TestPlatform PLATFORM = TestPlatform.disturbed();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path TEMPLATE = Path.of("..", "deploy", "templates", "workspace.json");
    private static final int RESOURCES = 6;

    private final Azure azure = PLATFORM.azure();
    private final FlowClient client = PLATFORM.flowClient();
    private final PersistentClient calls = new PersistentClient();
    private String token;
    private String group;
    private String deployment;

    /** How many of the template's six resources stand when the service is killed. */
    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void anAcceptedDeploymentEndsAfterAKill(int standing) throws Exception {
        token = azure.armToken("owner");
        group = PLATFORM.subscription() + "/resourceGroups/struck-deployment-" + standing;
        deployment = group + "/providers/Microsoft.Resources/deployments/struck";
        client.json("PUT", azure.arm(group), token, Map.of("location", "eastus"))
                .expect(201);

        String poll = deploy().expect(201).header("Azure-AsyncOperation");
        await().atMost(Duration.ofSeconds(60))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> operations().size() >= standing);
        Parts parts = new Parts(PLATFORM);
        parts.kill(Part.WORKSPACE);
        parts.awaitBack(Part.WORKSPACE);

        String end = calls.follow(client, poll, token, "status", "Succeeded", "Failed")
                .path("status")
                .asText();
        List<JsonNode> operations = operations();
        assertThat(end).as(() -> operations.toString()).isEqualTo("Succeeded");
        assertThat(operations)
                .extracting(operation ->
                        operation.at("/properties/targetResource/id").asText())
                .hasSize(RESOURCES)
                .doesNotHaveDuplicates();
        assertThat(operations)
                .extracting(operation ->
                        operation.at("/properties/provisioningState").asText())
                .containsOnly("Succeeded");
        assertThat(deployedWorkspace().at("/properties/provisioningState").asText())
                .isEqualTo("Succeeded");
        // When it is deployed again, there is nothing to write
        calls.follow(client, deploy().expect(200, 201).header("Azure-AsyncOperation"), token, "status", "Succeeded");
        assertThat(operations())
                .extracting(operation ->
                        operation.at("/properties/provisioningOperation").asText())
                .containsOnly("Read");
        assertThat(calls.faults()).isEmpty();
    }

    private FlowClient.Answer deploy() throws IOException {
        Map<String, Object> properties = Map.of(
                "mode",
                "Incremental",
                "template",
                JSON.readTree(Files.readString(TEMPLATE)),
                "parameters",
                Map.of("workspaceName", Map.of("value", "struckdeployment")));
        return client.json("PUT", azure.arm(deployment), token, Map.of("properties", properties));
    }

    /** What the deployment has done with resources so far. */
    private List<JsonNode> operations() throws IOException {
        List<JsonNode> done = new ArrayList<>();
        for (JsonNode operation : client.get(azure.arm(deployment + "/operations"), token)
                .expect(200)
                .json()
                .path("value")) {
            if (operation.at("/properties/targetResource/id").isTextual()) {
                done.add(operation);
            }
        }
        return done;
    }

    private JsonNode deployedWorkspace() throws IOException {
        return client.get(azure.arm(group + Azure.ML + "struckdeployment"), token)
                .expect(200)
                .json();
    }

    @AfterEach
    void deleteTheGroup() throws IOException {
        String poll =
                client.json("DELETE", azure.arm(group), token, null).expect(202).header("Azure-AsyncOperation");
        calls.follow(client, poll, token, "status", "Succeeded");
    }
}
