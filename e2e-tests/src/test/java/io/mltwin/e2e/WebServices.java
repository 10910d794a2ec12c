package io.mltwin.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import io.mltwin.local.demo.FlowState;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Web services in the workspace of the flows, deployed by its contributor. */
final class WebServices {
    /** The image that the flows have built. */
    static final String IMAGE = "breast-cancer:1";

    private static final String CLUSTER = "aks1";

    private final Azure azure;
    private final FlowClient client;
    private final FlowState flows;
    private final String contributor;

    private WebServices(TestPlatform platform) throws IOException, InterruptedException {
        flows = platform.flows();
        azure = platform.azure();
        client = platform.flowClient();
        contributor = azure.armToken("contributor");
    }

    static WebServices of(TestPlatform platform) throws IOException, InterruptedException {
        return new WebServices(platform);
    }

    /** An address of model management. */
    String address(String rest) {
        return azure.models("eastus", flows.workspaceId(), rest);
    }

    /** An AKS cluster to deploy to; there already when another test has attached it. */
    WebServices withCluster() throws IOException, InterruptedException {
        Map<String, Object> cluster =
                Map.of(
                        "computeType",
                        "AKS",
                        "properties",
                        Map.of("agentCount", 3, "agentVmSize", "Standard_D3_v2"));
        FlowClient.Answer attached =
                client.json(
                                "PUT",
                                azure.arm(flows.workspaceId() + "/computes/" + CLUSTER),
                                contributor,
                                Map.of("location", "eastus", "properties", cluster))
                        .expect(200, 201);
        azure.await(client, attached, contributor);
        return this;
    }

    /** Members of a request for a service on the cluster. */
    static Map<String, Object> onAks(Map<String, Object> more) {
        Map<String, Object> members = new HashMap<>(more);
        members.put("computeType", "AKS");
        members.put("computeName", CLUSTER);
        return members;
    }

    static Map<String, Object> request(String name, String image, Map<String, Object> members) {
        Map<String, Object> request = new HashMap<>(members);
        request.put("name", name);
        request.put("imageId", image);
        request.put("containerResourceRequirements", Map.of("cpu", 1, "memoryInGB", 1));
        return request;
    }

    /** The service as it is when it scores. */
    JsonNode deploy(String name, String image, Map<String, Object> members)
            throws IOException, InterruptedException {
        String id =
                ended(
                        client.json(
                                "POST",
                                address("/services"),
                                contributor,
                                request(name, image, members)));
        return client.get(address("/services/" + id), contributor).expect(200).json();
    }

    /** The service of that name, deployed unless it is there. */
    JsonNode ensure(String name, String image, Map<String, Object> members)
            throws IOException, InterruptedException {
        FlowClient.Answer there = client.get(address("/services/" + name), contributor);
        return there.status() == 200 ? there.json() : deploy(name, image, members);
    }

    void delete(String name) throws IOException {
        client.json("DELETE", address("/services/" + name), contributor, null).expect(200, 204);
    }

    /** Its two keys. */
    JsonNode keys(String name) throws IOException {
        return client.json("POST", address("/services/" + name + "/listkeys"), contributor, null)
                .expect(200)
                .json();
    }

    /** A token for the service, asked for with a token for Azure Resource Manager. */
    FlowClient.Answer token(String name, String armToken) throws IOException {
        return client.json("POST", address("/services/" + name + "/token"), armToken, null);
    }

    /** One row of the flows' model, with a key, a token or nothing. */
    FlowClient.Answer score(JsonNode service, String credential) throws IOException {
        return client.json(
                "POST", service.path("scoringUri").asText(), credential, ScoredService.ROW);
    }

    /** Follows an operation to its good end; the id of what it made. */
    String ended(FlowClient.Answer started) throws IOException, InterruptedException {
        String poll = started.expect(202).header("Operation-Location");
        String end = azure.until(client, poll, contributor, "state", "Succeeded", "Failed");
        JsonNode operation = client.get(poll, contributor).json();
        assertThat(end).as(operation.toString()).isEqualTo("Succeeded");
        String made = operation.path("resourceLocation").asText();
        return made.substring(made.lastIndexOf('/') + 1);
    }
}
