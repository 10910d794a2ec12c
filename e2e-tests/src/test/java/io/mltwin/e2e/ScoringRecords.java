package io.mltwin.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What Application Insights holds of the requests that were answered: each once, by its id. */
final class ScoringRecords {
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final String QUERY = "requests | project id";

    private final FlowClient client;
    private final PersistentClient calls;
    private final String insights;
    private final String token;
    private final Set<String> expected = ConcurrentHashMap.newKeySet();

    ScoringRecords(TestPlatform platform, PersistentClient calls)
            throws IOException, InterruptedException {
        Azure azure = platform.azure();
        this.client = platform.flowClient();
        this.calls = calls;
        this.insights = azure.insights("/v1/apps/" + platform.flows().appId() + "/query");
        this.token = azure.token("reader", "https://api.applicationinsights.io");
    }

    void expect(FlowClient.Answer answer) {
        expect(answer.header("x-ms-request-id"));
    }

    void expect(String requestId) {
        assertThat(requestId).isNotNull();
        assertThat(expected.add(requestId)).as("a request id of its own").isTrue();
    }

    int expected() {
        return expected.size();
    }

    /** Waits until all have arrived, then looks whether any did twice. */
    void awaitEachOnce() {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> assertThat(missing(recorded())).isEmpty());
        Map<String, Integer> recorded = recorded();
        recorded.keySet().retainAll(expected);
        assertThat(recorded.values()).allMatch(times -> times == 1);
    }

    private Set<String> missing(Map<String, Integer> recorded) {
        Set<String> missing = new HashSet<>(expected);
        missing.removeAll(recorded.keySet());
        return missing;
    }

    private Map<String, Integer> recorded() {
        JsonNode table =
                calls.until(() -> client.json("POST", insights, token, Map.of("query", QUERY)), 200)
                        .json()
                        .path("tables")
                        .path(0);
        Map<String, Integer> times = new HashMap<>();
        table.path("rows").forEach(row -> times.merge(row.path(0).asText(), 1, Integer::sum));
        return times;
    }
}
