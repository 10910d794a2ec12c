package io.mltwin.e2e.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.e2e.platform.PersistentClient;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import io.mltwin.local.demo.FlowState;
import java.io.IOException;
import java.util.Map;

/** Query runs and metrics: the right answer or none, never half of one. */
final class InterruptedQuery implements InterruptedFlow {
    private final FlowClient client;
    private final FlowState flows;
    private final PersistentClient calls;
    private final String metrics;
    private final String run;
    private final String token;
    private final Repetition asking;

    InterruptedQuery(TestPlatform platform, PersistentClient calls) throws IOException, InterruptedException {
        Azure azure = platform.azure();
        this.client = platform.flowClient();
        this.flows = platform.flows();
        this.calls = calls;
        this.token = azure.armToken("reader");
        String experiment = "/experiments/breast-cancer";
        this.metrics = azure.training("eastus", "history/v1.0", flows.workspaceId(), experiment + "/metrics:query");
        this.run = azure.training("eastus", "history/v1.0", flows.workspaceId(), experiment + "/runs/" + flows.runId());
        this.asking = new Repetition(this::ask);
    }

    @Override
    public void toTheMiddle() {
        asking.begin();
    }

    private void ask() {
        JsonNode answer = calls.until(
                        () -> client.json("POST", metrics, token, Map.of("filter", "RunId eq '" + flows.runId() + "'")),
                        200)
                .json();
        assertThat(answer.path("value")).hasSize(1);
        assertThat(answer.path("value")
                        .path(0)
                        .path("cells")
                        .path(0)
                        .path("accuracy")
                        .asDouble())
                .isEqualTo(flows.accuracy());
        assertThat(calls.until(() -> client.get(run, token), 200)
                        .json()
                        .path("status")
                        .asText())
                .isEqualTo("Completed");
    }

    @Override
    public void toTheEnd() {
        asking.end();
    }
}
