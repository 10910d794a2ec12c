package io.mltwin.e2e.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.encoding.UriEncoding;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Azure Monitor's metrics of the stages of runs, of nodes, cores, quota and processors, in a
 * workspace of which all that happened is known: a run that completed, one that was cancelled, one
 * that failed, and one that a client reported.
 */
@OnlyOn(value = Target.PROCESSES, because = OnlyOn.SAME_CODE)
@TestInstance(Lifecycle.PER_CLASS)
class NodeMetricsTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final String BUSY = "end=$((SECONDS+4)); while [ $SECONDS -lt $end ]; do :; done";

    private final Azure azure = PLATFORM.azure();
    private final FlowClient client = PLATFORM.flowClient();
    private final String group = PLATFORM.subscription() + "/resourceGroups/metered-rg";
    private final String workspace = group + Azure.ML + "metered";
    private String owner;

    @BeforeAll
    void whatHappened() throws Exception {
        owner = azure.armToken("owner");
        send("PUT", group, Map.of("location", "eastus")).expect(200, 201);
        ended(send("PUT", workspace, Map.of("location", "eastus", "identity", Map.of("type", "SystemAssigned"))));
        ended(send(
                "PUT",
                workspace + "/computes/Meter",
                Map.of(
                        "location",
                        "eastus",
                        "properties",
                        Map.of(
                                "computeType",
                                "AmlCompute",
                                "properties",
                                Map.of(
                                        "vmSize",
                                        "STANDARD_DS2_V2",
                                        "scaleSettings",
                                        Map.of("minNodeCount", 0, "maxNodeCount", 1))))));
        submit("busy", BUSY);
        become("busy", "Completed");
        submit("bad", "exit 3");
        become("bad", "Failed");
        submit("long", "sleep 600");
        become("long", "Running");
        send("POST", workspace + "/jobs/long/cancel", null).expect(202);
        become("long", "Canceled");
        report(Map.of("status", "Running"));
        report(Map.of("warnings", List.of(Map.of("source", "client", "message", "slow"))));
        report(Map.of("status", "NotResponding"));
        report(Map.of("status", "Running"));
        report(Map.of("tags", Map.of("a", "b")));
        report(Map.of("status", "NotResponding"));
    }

    @AfterAll
    void goesWithItsGroup() throws Exception {
        send("DELETE", workspace + "/computes/Meter&underlyingResourceAction=Delete", null)
                .expect(200, 202);
        ended(send("DELETE", group, null).expect(202));
    }

    private FlowClient.Answer send(String method, String id, Object body) throws IOException {
        String[] parts = id.split("&", 2);
        String address = azure.arm(parts[0]) + (parts.length > 1 ? "&" + parts[1] : "");
        return client.json(method, address, owner, body);
    }

    private void ended(FlowClient.Answer started) throws IOException, InterruptedException {
        azure.await(client, started.expect(200, 201, 202), owner);
    }

    private void submit(String name, String command) throws IOException {
        Map<String, Object> job = Map.of(
                "jobType",
                "Command",
                "command",
                command,
                "experimentName",
                "metered",
                "computeId",
                workspace + "/computes/Meter",
                "environmentId",
                workspace + "/environments/AzureML-Tribuo-4.3/versions/1");
        send("PUT", workspace + "/jobs/" + name, Map.of("properties", job)).expect(201);
    }

    private void become(String name, String status) {
        await().atMost(PATIENCE)
                .until(
                        () -> send("GET", workspace + "/jobs/" + name, null)
                                .expect(200)
                                .json()
                                .at("/properties/status")
                                .asText(),
                        status::equals);
    }

    private void report(Map<String, Object> change) throws IOException {
        client.json(
                        "PATCH",
                        azure.training("eastus", "history/v1.0", workspace, "/experiments/metered/runs/reported"),
                        owner,
                        change)
                .expect(200);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "Not Started Runs, 4",
        "Starting Runs, 4",
        "Queued Runs, 3",
        "Preparing Runs, 3",
        "Started Runs, 4",
        "Finalizing Runs, 2",
        "Completed Runs, 1",
        "Failed Runs, 1",
        "Cancel Requested Runs, 1",
        "Cancelled Runs, 1",
        "Not Responding Runs, 2",
        "Errors, 1",
        "Warnings, 1"
    })
    void everyStageIsCountedOnce(String metric, double count) throws Exception {
        assertThat(value(metric, "Total", "")).isEqualTo(count);
    }

    @Test
    void dimensionsFilterAndARunThatWaitsForItsNodeIsProvisioning() throws Exception {
        assertThat(value("Provisioning Runs", "Total", "ComputeType eq 'AmlCompute'"))
                .isBetween(1.0, 3.0);
        assertThat(value("Provisioning Runs", "Total", "ComputeType eq 'AKS'")).isZero();
        assertThat(value("Queued Runs", "Total", "ComputeType eq 'AmlCompute'")).isEqualTo(3);
        assertThat(value("Completed Runs", "Total", "RunType eq 'Experiment'")).isEqualTo(1);
        assertThat(value("Completed Runs", "Total", "RunType eq 'PipelineRun'")).isZero();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "Active Nodes, 1",
        "Total Nodes, 1",
        "Active Cores, 2",
        "Total Cores, 2",
        "Idle Nodes, 1",
        "Preempted Nodes, 0",
        "Unusable Cores, 0"
    })
    void nodesAndCoresAreRead(String metric, double most) throws Exception {
        assertThat(value(metric, "Maximum", "ClusterName eq 'Meter'")).isEqualTo(most);
        assertThat(value(metric, "Maximum", "ClusterName eq 'other'")).isZero();
        assertThat(value(metric, null, "")).isBetween(0.0, most);
    }

    @Test
    void theQuotaIsUsedByTheFamilyOfTheNodes() throws Exception {
        double used = value(
                "Quota Utilization Percentage",
                "Maximum",
                "VmFamilyName eq 'standardDSv2Family' and VmPriority eq 'Dedicated'");

        assertThat(used).isGreaterThan(0).isLessThanOrEqualTo(100);
        assertThat(value("Quota Utilization Percentage", "Maximum", "VmPriority eq 'LowPriority'"))
                .isZero();
    }

    @Test
    void theProcessorsOfARunAreMeasured() throws Exception {
        double busy = value("CpuUtilization", "Maximum", "runId eq 'busy'");
        double idle = value("CpuUtilization", "Maximum", "runId eq 'long'");

        assertThat(busy).isGreaterThan(idle).isLessThanOrEqualTo(100);
        assertThat(value("CpuUtilization", "Count", "runId eq 'busy' and ClusterName eq 'Meter'"))
                .isEqualTo(1);
        assertThat(value("CpuUtilization", "Count", "runId eq 'reported'")).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "metricnames=GpuUtilization",
                "metricnames=Happy%20Runs",
                "$filter=Colour%20eq%20'red'",
                "metricnames=Active%20Nodes&$filter=RunType%20eq%20'Experiment'",
                "metricnames=Queued%20Runs&$filter=ClusterName%20eq%20'Meter'",
                "metricnames=CpuUtilization&$filter=DeviceId%20eq%20'0'"
            })
    void whatAzureMonitorDoesNotHaveIsRefused(String query) throws Exception {
        client.get(address("&" + query), azure.armToken("reader")).expect(400);
        client.get(address("&metricnames=Active%20Nodes"), azure.armToken("nobody"))
                .expect(403);
    }

    private String address(String rest) {
        return azure.arm(workspace + "/providers/Microsoft.Insights/metrics").replace("2022-10-01", "2018-01-01")
                + rest;
    }

    /** Of the one interval that holds everything; without an aggregation the metric's own. */
    private double value(String metric, String aggregation, String filter) throws Exception {
        JsonNode found = client.get(
                        address("&timespan=PT2160H&interval=FULL&metricnames="
                                + UriEncoding.encodeQueryValue(metric)
                                + (aggregation == null ? "" : "&aggregation=" + aggregation)
                                + (filter.isEmpty() ? "" : "&$filter=" + UriEncoding.encodeQueryValue(filter))),
                        azure.armToken("reader"))
                .expect(200)
                .json()
                .path("value")
                .path(0);
        assertThat(found.path("name").path("value").asText()).isEqualTo(metric);
        String member = aggregation == null ? "average" : aggregation.toLowerCase(Locale.ROOT);
        double value = 0;
        for (JsonNode series : found.path("timeseries")) {
            for (JsonNode bucket : series.path("data")) {
                assertThat(bucket.has(member)).as(bucket.toString()).isTrue();
                value += bucket.path(member).asDouble();
            }
        }
        return value;
    }
}
