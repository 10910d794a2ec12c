package io.mltwin.e2e.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.e2e.fixtures.OnlineEndpoints;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import io.mltwin.local.demo.FlowState;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** What the words in braces of docs/console.md stand for on this platform. */
final class DocumentedIds {
    private static final String STORAGE_VERSION = "?api-version=2022-09-01";

    private DocumentedIds() {}

    /**
     * Makes what the five flows have not left: an online endpoint, and a refusal.
     *
     * @param endpoint its name, which no other test uses
     */
    static Map<String, String> make(TestPlatform platform, String endpoint) throws IOException, InterruptedException {
        FlowState flows = platform.flows();
        Azure azure = platform.azure();
        FlowClient client = platform.flowClient();
        String workspaceId = flows.workspaceId();
        JsonNode workspace = client.get(azure.arm(workspaceId), azure.armToken("owner"))
                .expect(200)
                .json()
                .path("properties");
        String storage = workspace.path("storageAccount").asText();
        String group = workspaceId.substring(0, workspaceId.indexOf("/providers/"));
        String[] parts = workspaceId.split("/");
        OnlineEndpoints.of(platform).put(endpoint, "Managed", "Key", Map.of());

        Map<String, String> ids = new HashMap<>();
        ids.put("workspace", parts[2] + "/" + parts[4] + "/" + parts[8]);
        ids.put("armId", workspaceId.substring(1));
        ids.put("scope", group.substring(1));
        ids.put("resource", workspaceId.substring(1));
        ids.put("storageAccount", storage.substring(1));
        ids.put("component", workspace.path("applicationInsights").asText().substring(1));
        ids.put("vault", workspace.path("keyVault").asText().replaceAll(".*/", ""));
        ids.put("registry", workspace.path("containerRegistry").asText().substring(1));
        ids.put("run", flows.runId());
        ids.put("model", "breast-cancer:1");
        ids.put("endpoint", endpoint);
        ids.put("decision", refusedListKeys(azure, client, storage));
        ids.put("trace", client.trace().traceId());
        return ids;
    }

    /** The reader of the fixture may read the account and not its keys. */
    private static String refusedListKeys(Azure azure, FlowClient client, String storage) throws IOException {
        return client.json(
                        "POST",
                        azure.arm(storage).replaceFirst("\\?.*", "/listKeys" + STORAGE_VERSION),
                        azure.armToken("reader"),
                        null)
                .expect(403)
                .header("x-ms-mltwin-decision");
    }
}
