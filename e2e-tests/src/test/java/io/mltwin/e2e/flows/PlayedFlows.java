package io.mltwin.e2e.flows;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import io.mltwin.local.demo.FlowState;
import java.io.IOException;

/**
 * The five flows after they were played, and the clients that read what they left.
 *
 * @param state what each flow left for the next
 * @param workspace the flows' workspace as its reader gets it from Azure Resource Manager
 */
record PlayedFlows(FlowState state, Azure azure, FlowClient client, JsonNode workspace) {

    /** Plays the flows on a platform, unless they have been played there. */
    static PlayedFlows on(TestPlatform platform) throws IOException, InterruptedException {
        FlowState state = platform.flows();
        Azure azure = platform.azure();
        FlowClient client = platform.flowClient();
        JsonNode workspace = client.get(azure.arm(state.workspaceId()), azure.armToken("reader"))
                .expect(200)
                .json();
        return new PlayedFlows(state, azure, client, workspace);
    }

    /** ARM id of the workspace. */
    String workspaceId() {
        return state.workspaceId();
    }

    /** A property of the workspace, such as the ARM id of its {@code storageAccount}. */
    String property(String name) {
        return workspace.path("properties").path(name).asText();
    }
}
