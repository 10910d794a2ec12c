package io.mltwin.e2e.flows;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * One flow can be followed through all services: who called whom, with which kind of token, and
 * what the receiver made of it.
 */
class CallStoryTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();

    @Test
    void creatingAWorkspaceIsToldFromClientToTheLastProvider() throws Exception {
        Azure azure = PLATFORM.azure();
        FlowClient client = PLATFORM.flowClient();
        String token = azure.armToken("contributor");
        String id = PLATFORM.fixture().resourceGroupId() + Azure.ML + "story-ws";
        azure.await(
                client,
                client.json(
                                "PUT",
                                azure.arm(id),
                                token,
                                Map.of("location", "eastus", "identity", Map.of("type", "SystemAssigned")))
                        .expect(200, 202),
                token);

        List<JsonNode> calls = PLATFORM.story().of(client.correlationId(), null);

        assertThat(calls.get(0).path("service").asText()).isEqualTo("workspace");
        assertThat(calls.get(0).path("tokenKind").asText()).isEqualTo("AAD");
        for (String provider : List.of("keyvault", "scoring", "telemetry", "identity")) {
            assertThat(calls).as(provider).anySatisfy(call -> {
                assertThat(call.path("service").asText()).isEqualTo(provider);
                assertThat(call.path("tokenKind").asText()).isEqualTo("ASSERTION");
                assertThat(call.path("method").asText()).isEqualTo("PUT");
                assertThat(call.path("verdict").asText()).isEqualTo("accepted");
            });
        }
        assertThat(calls.toString()).doesNotContain(token);
        assertThat(PLATFORM.story().lines(client.correlationId(), null))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).contains("→"));
    }
}
