package io.mltwin.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Azure Monitor's metrics of a workspace count what its run history holds. */
class MetricsTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();
    private static final String INSIGHTS = "/providers/Microsoft.Insights/";

    private final Azure azure = PLATFORM.azure();
    private final FlowClient client = PLATFORM.flowClient();

    @ParameterizedTest(name = "{0}")
    @CsvSource({"Completed Runs, Completed", "Failed Runs, Failed", "Cancelled Runs, Canceled"})
    void endsOfRunsAreCounted(String metric, String status) throws Exception {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () ->
                                assertThat(total(metric, ""))
                                        .isEqualTo(runs("Status eq '" + status + "'")));
        if (status.equals("Completed")) {
            assertThat(total(metric, "")).isPositive();
        }
    }

    @Test
    void dimensionsFilter() throws Exception {
        String ours = "&$filter=RunType%20eq%20'Experiment'";
        String others = "&$filter=RunType%20eq%20'PipelineRun'";

        assertThat(total("Completed Runs", ours)).isPositive();
        assertThat(total("Completed Runs", others)).isZero();
        client.get(address("metrics") + "&$filter=Colour%20eq%20'red'", azure.armToken("reader"))
                .expect(400);
        client.get(address("metrics") + "&metricnames=Happy%20Runs", azure.armToken("reader"))
                .expect(400);
    }

    @Test
    void definitionsNameWhatIsCounted() throws Exception {
        JsonNode definitions =
                client.get(address("metricDefinitions"), azure.armToken("reader"))
                        .expect(200)
                        .json()
                        .path("value");

        assertThat(definitions)
                .extracting(definition -> definition.path("name").path("value").asText())
                .contains("Started Runs", "Completed Runs", "Failed Runs");
        assertThat(definitions)
                .allSatisfy(
                        definition -> {
                            assertThat(definition.path("unit").asText()).isEqualTo("Count");
                            assertThat(definition.path("primaryAggregationType").asText())
                                    .isEqualTo("Total");
                            assertThat(definition.path("metricAvailabilities")).isNotEmpty();
                        });
        client.get(address("metricDefinitions"), azure.armToken("nobody")).expect(403);
        client.get(address("metrics"), azure.armToken("nobody")).expect(403);
    }

    private double total(String metric, String rest) throws Exception {
        JsonNode value =
                client.get(
                                address("metrics")
                                        + "&metricnames="
                                        + metric.replace(" ", "%20")
                                        + "&timespan=PT2160H"
                                        + "&interval=FULL&aggregation=Total"
                                        + rest,
                                azure.armToken("reader"))
                        .expect(200)
                        .json()
                        .path("value")
                        .path(0);
        assertThat(value.path("name").path("value").asText()).isEqualTo(metric);
        double total = 0;
        for (JsonNode series : value.path("timeseries")) {
            for (JsonNode bucket : series.path("data")) {
                total += bucket.path("total").asDouble();
            }
        }
        return total;
    }

    private double runs(String filter) throws Exception {
        return client.json(
                        "POST",
                        azure.training(
                                "eastus",
                                "history/v1.0",
                                PLATFORM.flows().workspaceId(),
                                "/runs:query"),
                        azure.armToken("reader"),
                        Map.of("filter", filter))
                .expect(200)
                .json()
                .path("value")
                .size();
    }

    private String address(String type) throws Exception {
        return azure.arm(PLATFORM.flows().workspaceId() + INSIGHTS + type)
                .replace("2022-10-01", "2018-01-01");
    }
}
