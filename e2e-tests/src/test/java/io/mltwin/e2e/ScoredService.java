package io.mltwin.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** A web service with the key it is called with. */
record ScoredService(String uri, String key) {
    static final Map<String, Object> ROW = Map.of("data", List.of(Collections.nCopies(30, 1.5)));

    static ScoredService find(TestPlatform platform, String name)
            throws IOException, InterruptedException {
        Azure azure = platform.azure();
        FlowClient client = platform.flowClient();
        String token = azure.armToken("contributor");
        String address =
                azure.models("eastus", platform.flows().workspaceId(), "/services/" + name);
        return of(
                client.get(address, token).expect(200).json(),
                client.json("POST", address + "/listkeys", token, null).expect(200).json());
    }

    static ScoredService of(JsonNode service, JsonNode keys) {
        return new ScoredService(
                service.path("scoringUri").asText(), keys.path("primaryKey").asText());
    }

    /** One request with one row of the demo's model. */
    FlowClient.Answer score(FlowClient client) throws IOException {
        return client.json("POST", uri, key, ROW);
    }

    @Override
    public String toString() {
        return "service at " + uri;
    }
}
