package io.mltwin.e2e.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.e2e.fixtures.GraphClient;
import io.mltwin.e2e.fixtures.LoggedEvents;
import io.mltwin.e2e.platform.TestPlatform;
import java.util.List;

/** What the support application of a region did, as the activity log and the directory show it. */
final class SupportApplicationEvents {

    private SupportApplicationEvents() {}

    /** The operation of this correlation was done by a support application, and only by it. */
    static void require(TestPlatform platform, String correlationId, String operation) throws Exception {
        List<JsonNode> events = new LoggedEvents(platform)
                        .await(
                                correlationId,
                                event -> LoggedEvents.text(event, "operationName")
                                                .equals(operation)
                                        && LoggedEvents.text(event, "status").equals("Succeeded"))
                        .stream()
                        .filter(event ->
                                LoggedEvents.text(event, "operationName").equals(operation))
                        .toList();
        String caller = events.get(0).path("caller").asText();
        assertThat(events)
                .allSatisfy(event -> assertThat(event.path("caller").asText()).isEqualTo(caller));
        JsonNode found = GraphClient.of(platform)
                .call("maja", "GET", "servicePrincipals?$filter=appId%20eq%20'" + caller + "'", null)
                .expect(200)
                .json()
                .path("value");
        assertThat(found.path(0).path("displayName").asText())
                .as("the name of the caller " + caller)
                .startsWith("Microsoft-AzureML-Support-App-");
    }
}
