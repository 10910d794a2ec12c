package io.mltwin.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.e2e.platform.PersistentClient;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.encoding.UriEncoding;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Create a workspace: what was accepted becomes Succeeded, or the same PUT repairs it. */
final class InterruptedCreation implements InterruptedFlow {
    private static final Map<String, Object> BODY = Map.of(
            "location", "eastus", "tags", Map.of("made", "under fire"), "identity", Map.of("type", "SystemAssigned"));
    private static final List<String> DEPENDENTS =
            List.of("keyVault", "storageAccount", "containerRegistry", "applicationInsights");

    private final FlowClient client;
    private final Azure azure;
    private final String token;
    private final String id;
    private final PersistentClient calls;
    private final String begun;
    private CompletableFuture<JsonNode> creation;

    InterruptedCreation(TestPlatform platform, String name, PersistentClient calls) throws IOException {
        this.client = platform.flowClient();
        this.azure = platform.azure();
        this.token = azure.armToken("contributor");
        this.id = platform.fixture().resourceGroupId() + Azure.ML + name;
        this.calls = calls;
        this.begun = Instant.now()
                .minusSeconds(60)
                .truncatedTo(ChronoUnit.SECONDS)
                .toString()
                .replace("Z", "");
    }

    /** How long it takes when nothing dies. */
    Duration undisturbed() throws Exception {
        long start = System.nanoTime();
        toTheMiddle();
        toTheEnd();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    @Override
    public void toTheMiddle() {
        creation = CompletableFuture.supplyAsync(this::create);
    }

    private JsonNode create() {
        // 409: the PUT whose answer was lost had been accepted, and goes on
        calls.until(() -> client.json("PUT", azure.arm(id), token, BODY), 200, 201, 202, 409);
        JsonNode workspace = ended();
        if (state(workspace).equals("Failed")) {
            System.out.println("[kills] repaired by the same PUT: " + workspace);
            calls.until(() -> client.json("PUT", azure.arm(id), token, BODY), 200, 201, 202);
            workspace = ended();
        }
        return workspace;
    }

    private JsonNode ended() {
        return calls.follow(
                client,
                azure.arm(id),
                token,
                node -> state(node).equals("Succeeded") || state(node).equals("Failed"));
    }

    private static String state(JsonNode workspace) {
        return workspace.path("properties").path("provisioningState").asText();
    }

    @Override
    public void toTheEnd() throws Exception {
        JsonNode workspace = creation.get();
        assertThat(state(workspace)).as(workspace.toString()).isEqualTo("Succeeded");
        assertThat(workspace.path("tags").path("made").asText()).isEqualTo("under fire");
        assertThat(workspace.path("identity").path("principalId").asText()).isNotEmpty();
        for (String dependent : DEPENDENTS) {
            String resource = workspace.path("properties").path(dependent).asText();
            JsonNode found = calls.until(() -> client.get(azure.arm(resource), token), 200)
                    .json();
            assertThat(found.path("id").asText()).isEqualToIgnoringCase(resource);
        }
        awaitItsEndInTheActivityLog();
        // repeating it is harmless
        JsonNode again = calls.until(() -> client.json("PUT", azure.arm(id), token, BODY), 200, 201)
                .json();
        assertThat(again.path("properties").path("workspaceId").asText())
                .isEqualTo(workspace.path("properties").path("workspaceId").asText());
    }

    /** The event was in the transaction of the change; it comes however often a part was killed. */
    private void awaitItsEndInTheActivityLog() {
        String filter = UriEncoding.encodeQueryValue("eventTimestamp ge " + begun + " and resourceUri eq '" + id + "'");
        String address = azure.arm(id.substring(0, id.indexOf("/resourceGroups/"))
                                + "/providers/Microsoft.Insights/eventtypes/management/values")
                        .replace("2022-10-01", "2015-04-01")
                + "&$filter="
                + filter;
        JsonNode events =
                calls.follow(client, address, token, found -> ends(found).contains("Succeeded"));
        assertThat(events.path("value").findValuesAsText("eventDataId")).doesNotHaveDuplicates();
    }

    private static List<String> ends(JsonNode events) {
        List<String> ends = new ArrayList<>();
        for (JsonNode event : events.path("value")) {
            if (event.path("eventName").path("value").asText().equals("EndRequest")
                    && event.path("operationName")
                            .path("value")
                            .asText()
                            .equals("Microsoft.MachineLearningServices/workspaces/write")) {
                ends.add(event.path("status").path("value").asText());
            }
        }
        return ends;
    }
}
