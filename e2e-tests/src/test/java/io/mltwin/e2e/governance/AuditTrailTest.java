package io.mltwin.e2e.governance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.e2e.fixtures.LoggedEvents;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.encoding.UriEncoding;
import io.mltwin.local.client.PlatformClient;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import io.mltwin.local.demo.FlowState;
import io.mltwin.local.layout.PlatformService;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every kind of control-plane write that is built leaves a begin and an end in the activity log,
 * refused ones an end; reads and the data plane leave nothing there. What of the data plane a
 * workspace's Activities area shows does not say who did it.
 */
@OnlyOn(value = Target.PROCESSES, because = OnlyOn.SAME_CODE)
@TestInstance(Lifecycle.PER_CLASS)
class AuditTrailTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();

    private final Azure azure = PLATFORM.azure();
    private final LoggedEvents log = new LoggedEvents(PLATFORM);
    private final Map<String, Call> calls = new HashMap<>();

    /** A write that was sent. */
    record Call(String correlationId, Instant sent, int status) {}

    @BeforeAll
    void sendThemAll() throws Exception {
        String owner = azure.armToken("owner");
        for (AuditedWrite write : AuditedWrites.writes().toList()) {
            FlowClient client = PLATFORM.flowClient();
            Instant sent = Instant.now();
            FlowClient.Answer answer = client.json(write.method(), address(write.id()), owner, write.body());
            assertThat(answer.status()).as(write + ": " + answer.text()).isBetween(200, 204);
            azure.await(client, answer, owner);
            calls.put(write.toString(), new Call(client.correlationId(), sent, answer.status()));
        }
    }

    private String address(String id) {
        int query = id.indexOf('?');
        return query < 0 ? azure.arm(id) : azure.arm(id.substring(0, query)) + "&" + id.substring(query + 1);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.mltwin.e2e.governance.AuditedWrites#writes")
    void aWriteLeavesItsBeginAndItsEnd(AuditedWrite write) throws Exception {
        Call call = calls.get(write.toString());
        String caller = PLATFORM.platform()
                .credentials()
                .servicePrincipals()
                .get("owner")
                .applicationId();

        List<JsonNode> events = log
                .await(
                        call.correlationId(),
                        event -> isOf(event, write)
                                && LoggedEvents.text(event, "status").equals("Succeeded"))
                .stream()
                .filter(event -> isOf(event, write))
                .toList();

        assertThat(events).as(write.toString()).allSatisfy(event -> {
            assertThat(event.path("caller").asText()).isEqualTo(caller);
            assertThat(event.path("claims").toString()).contains("objectidentifier");
            assertThat(event.path("authorization").path("action").asText()).isEqualTo(write.operation());
            assertThat(LoggedEvents.text(event, "category")).isEqualTo("Administrative");
            assertThat(event.path("level").asText()).isEqualTo("Informational");
            assertThat(event.path("resourceId").asText()).startsWithIgnoringCase(PLATFORM.subscription());
            assertThat(Instant.parse(event.path("eventTimestamp").asText()))
                    .isBetween(call.sent().minusSeconds(2), call.sent().plus(Duration.ofMinutes(2)));
        });
        assertThat(events)
                .extracting(event -> LoggedEvents.text(event, "eventName") + " " + LoggedEvents.text(event, "status"))
                .contains("BeginRequest Started", "EndRequest Succeeded");
        assertThat(events.stream()
                        .map(event -> event.path("operationId").asText())
                        .distinct())
                .hasSize(1);
    }

    private static boolean isOf(JsonNode event, AuditedWrite write) {
        return LoggedEvents.text(event, "operationName").equals(write.operation());
    }

    @Test
    void refusedWritesAreThereToo() throws Exception {
        String missing =
                PLATFORM.fixture().resourceGroupId() + "/providers/Microsoft.Storage/storageAccounts/notforreaders";
        FlowClient reader = PLATFORM.flowClient();
        reader.json("PUT", azure.arm(missing), azure.armToken("reader"), AuditedWrites.account())
                .expect(403);
        FlowClient user = PLATFORM.flowClient();
        user.json("DELETE", azure.arm(missing), azure.armToken("rita"), null).expect(403);

        for (FlowClient client : List.of(reader, user)) {
            List<JsonNode> events = log.await(client.correlationId(), event -> true);

            assertThat(events).hasSize(1);
            assertThat(LoggedEvents.text(events.get(0), "status")).isEqualTo("Failed");
            assertThat(events.get(0).path("level").asText()).isEqualTo("Error");
            assertThat(LoggedEvents.text(events.get(0), "subStatus")).contains("403");
        }
        assertThat(log.of(user.correlationId()).get(0).path("caller").asText())
                .isEqualTo(PLATFORM.platform().credentials().users().get("rita").userPrincipalName());
    }

    @Test
    void readsRunsAndModelsLeaveNothingAndTheActivitiesAreaSaysNotWho() throws Exception {
        FlowState flows = PLATFORM.flows();
        String token = azure.armToken("contributor");
        FlowClient read = PLATFORM.flowClient();
        read.get(azure.arm(flows.workspaceId()), azure.armToken("reader")).expect(200);
        read.json(
                        "POST",
                        azure.arm(PLATFORM.subscription()
                                + "/providers/Microsoft.PolicyInsights/policyStates/latest/queryResults"),
                        azure.armToken("reader"),
                        null)
                .expect(200);
        FlowClient run = PLATFORM.flowClient();
        String runId = run.json(
                        "POST",
                        azure.training(
                                "eastus", "execution/v1.0", flows.workspaceId(), "/experiments/audited/snapshotrun"),
                        token,
                        Map.of(
                                "snapshotId",
                                flows.snapshotId(),
                                "configuration",
                                Map.of(
                                        "script",
                                        "Train.java",
                                        "arguments",
                                        List.of("--help"),
                                        "target",
                                        "cpu-cluster",
                                        "environment",
                                        Map.of("name", "AzureML-Tribuo-4.3"))))
                .expect(200, 201)
                .json()
                .path("runId")
                .asText();
        FlowClient model = PLATFORM.flowClient();
        model.json(
                        "POST",
                        azure.models("eastus", flows.workspaceId(), "/models"),
                        token,
                        Map.of(
                                "name",
                                "audited-model",
                                "url",
                                "aml://artifact/ExperimentRun/dcid." + flows.runId() + "/outputs/model.onnx",
                                "mimeType",
                                "application/octet-stream"))
                .expect(200, 201);
        FlowClient after = PLATFORM.flowClient();
        after.json("PATCH", azure.arm(flows.workspaceId()), token, Map.of("tags", Map.of("after", "all")))
                .expect(200);

        // events of one workspace keep their order, so what came before this one would be there
        log.await(
                after.correlationId(),
                event -> LoggedEvents.text(event, "status").equals("Succeeded"));
        for (FlowClient client : List.of(read, run, model)) {
            assertThat(log.of(client.correlationId())).isEmpty();
        }
        JsonNode activities = activities(flows.workspaceId());
        assertThat(activities)
                .extracting(activity -> activity.path("operation").asText())
                .contains("Start run", "Register model");
        assertThat(activities)
                .extracting(activity -> activity.path("target").asText())
                .contains("experiments/audited/runs/" + runId, "models/audited-model:1");
        assertThat(activities)
                .allSatisfy(activity ->
                        assertThat(fields(activity)).isEqualTo(Set.of("operation", "target", "timestamp", "status")));
        assertThat(activities.toString())
                .doesNotContain(PLATFORM.platform()
                        .credentials()
                        .servicePrincipals()
                        .get("contributor")
                        .applicationId());
    }

    @Test
    void theLogIsFilteredAndItsFieldsChosen() throws Exception {
        String id = PLATFORM.flows().workspaceId();
        String resource = "resourceUri eq '" + id + "' and eventTimestamp ge 2020-01-01T00:00:00";

        List<JsonNode> all = log.select(resource, "");
        List<JsonNode> errors = log.select("levels eq 'Error'", "");
        List<JsonNode> chosen = log.select(resource, "&$select=eventTimestamp,operationName,caller,status");

        assertThat(all)
                .isNotEmpty()
                .allSatisfy(
                        event -> assertThat(event.path("resourceId").asText()).isEqualToIgnoringCase(id));
        assertThat(errors)
                .allSatisfy(event -> assertThat(event.path("level").asText()).isEqualTo("Error"));
        assertThat(chosen)
                .hasSizeGreaterThanOrEqualTo(all.size())
                .allSatisfy(event -> assertThat(fields(event))
                        .isEqualTo(Set.of("eventTimestamp", "operationName", "caller", "status")));
    }

    private static JsonNode activities(String workspace) throws Exception {
        PlatformClient.Reply reply = PLATFORM.client()
                .send(PlatformClient.Call.of(
                                "GET",
                                PLATFORM.port(PlatformService.WORKSPACE),
                                "/_mltwin/activities?workspace=" + UriEncoding.encodeQueryValue(workspace))
                        .as(PLATFORM.tokens().administrator()));
        assertThat(reply.status()).as(reply.body().toString()).isEqualTo(200);
        return reply.body().path("value");
    }

    private static Set<String> fields(JsonNode node) {
        Set<String> names = new java.util.HashSet<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
