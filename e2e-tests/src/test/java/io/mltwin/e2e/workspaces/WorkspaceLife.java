package io.mltwin.e2e.workspaces;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.e2e.fixtures.LoggedEvents;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A workspace from its creation with all it depends on, in a group of its own, to the deletion of
 * that group; what the log, the directory and the vaults must show of it.
 */
final class WorkspaceLife {
    static final List<String> DEPENDENTS =
            List.of("keyVault", "storageAccount", "containerRegistry", "applicationInsights");
    private static final Map<String, Object> BODY =
            Map.of("location", "eastus", "identity", Map.of("type", "SystemAssigned"));

    private final TestPlatform platform;
    private final Azure azure;
    private final FlowClient client;
    private final String token;
    private final String group;
    private final String id;
    private final Queue<Long> nanos = new ConcurrentLinkedQueue<>();
    private String principal;
    private String vault;

    WorkspaceLife(TestPlatform platform, String name) throws Exception {
        this.platform = platform;
        this.azure = platform.azure();
        this.client = platform.flowClient();
        this.token = azure.armToken("owner");
        this.group = platform.subscription() + "/resourceGroups/" + name + "-rg";
        this.id = group + Azure.ML + name;
    }

    String group() {
        return group;
    }

    String correlationId() {
        return client.correlationId();
    }

    /** Everything but what follows from time: answered as it must be, or the life fails. */
    void live() throws Exception {
        send("PUT", group, Map.of("location", "eastus"), 201);
        azure.await(client, send("PUT", id, BODY, 202), token);
        JsonNode made = send("GET", id, null, 200).json();
        JsonNode properties = made.path("properties");
        assertThat(properties.path("provisioningState").asText()).isEqualTo("Succeeded");
        principal = made.path("identity").path("principalId").asText();
        for (String dependent : DEPENDENTS) {
            send("GET", properties.path(dependent).asText(), null, 200);
        }
        String vaultId = properties.path("keyVault").asText();
        vault = vaultId.substring(vaultId.lastIndexOf('/') + 1);
        assertThat(send("GET", group + "/resources", null, 200).json().path("value"))
                .hasSize(1 + DEPENDENTS.size());
        azure.await(client, send("DELETE", id, null, 202), token);
        send("GET", id, null, 404);
        azure.await(client, send("DELETE", group, null, 202), token);
        send("GET", group, null, 404);
    }

    private FlowClient.Answer send(String method, String path, Object body, int status) throws Exception {
        long start = System.nanoTime();
        FlowClient.Answer answer = client.json(method, azure.arm(path), token, body);
        nanos.add(System.nanoTime() - start);
        return answer.expect(status);
    }

    Queue<Long> nanos() {
        return nanos;
    }

    /** Nothing is left but the soft-deleted vault, as Azure leaves it; that is purged. */
    void requireNothingLeft() throws Exception {
        assertThat(client.get(
                                azure.arm(platform.subscription()
                                                + "/providers/Microsoft.Authorization/roleAssignments")
                                        + "&$filter=principalId%20eq%20'"
                                        + principal
                                        + "'",
                                token)
                        .expect(200)
                        .json()
                        .path("value"))
                .isEmpty();
        client.json(
                        "POST",
                        azure.arm(platform.subscription()
                                + "/providers/Microsoft.KeyVault/locations/eastus/deletedVaults/"
                                + vault
                                + "/purge"),
                        token,
                        null)
                .expect(200, 202);
    }

    String principal() {
        return principal;
    }

    /** What the activity log has of this life but the purge, as texts without names. */
    List<String> logged(LoggedEvents log) throws Exception {
        List<String> events = new ArrayList<>();
        for (JsonNode event : log.of(correlationId())) {
            events.add(LoggedEvents.text(event, "operationName")
                    + " "
                    + LoggedEvents.text(event, "eventName")
                    + " "
                    + LoggedEvents.text(event, "status"));
        }
        events.removeIf(event -> event.contains("/purge/"));
        events.sort(null);
        return events;
    }
}
