package io.mltwin.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;

/**
 * Create a workspace: ARM calls the resource provider, which makes vault, storage account, registry
 * and Application Insights.
 */
final class CreateWorkspace implements Flow {
    @Override
    public String title() {
        return "Create a workspace";
    }

    @Override
    public String actor() {
        return "contributor";
    }

    @Override
    public String action() {
        return "Microsoft.MachineLearningServices/workspaces/write";
    }

    @Override
    public String run(FlowClient client, Azure azure, FlowState state) throws IOException, InterruptedException {
        String token = azure.armToken(actor());
        String address = azure.arm(state.workspaceId());
        Map<String, Object> body = Map.of(
                "location",
                state.region,
                "identity",
                Map.of("type", "SystemAssigned"),
                "properties",
                Map.of("friendlyName", state.workspaceName));
        azure.await(client, client.json("PUT", address, token, body).expect(200, 201, 202), token);
        JsonNode workspace = client.get(address, token).expect(200).json();
        JsonNode properties = workspace.path("properties");
        state.containerRegistryId = properties.path("containerRegistry").asText();
        state.storageAccount = name(properties.path("storageAccount"));
        JsonNode component = client.get(
                        azure.arm(properties.path("applicationInsights").asText()), token)
                .expect(200)
                .json();
        state.appId = component.path("properties").path("AppId").asText();
        return state.workspaceName
                + " is "
                + properties.path("provisioningState").asText()
                + " with vault "
                + name(properties.path("keyVault"))
                + ", storage account "
                + state.storageAccount
                + ", registry "
                + name(properties.path("containerRegistry"))
                + ", Application Insights "
                + name(properties.path("applicationInsights"))
                + " and an identity named "
                + state.workspaceName;
    }

    private static String name(JsonNode id) {
        return id.asText().substring(id.asText().lastIndexOf('/') + 1);
    }

    @Override
    public String next(FlowState state) {
        return "./mltwin activity, where it is the newest; ./mltwin logs workspace";
    }
}
