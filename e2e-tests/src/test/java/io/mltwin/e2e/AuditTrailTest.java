package io.mltwin.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.local.client.PlatformClient;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import io.mltwin.local.demo.FlowState;
import io.mltwin.local.layout.PlatformService;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every kind of control-plane write that is built leaves a begin and an end in the activity log,
 * refused ones an end; reads and the data plane leave nothing there. What of the data plane a
 * workspace's Activities area shows does not say who did it.
 */
@TestInstance(Lifecycle.PER_CLASS)
@ResourceLock(GrantedRole.OF_NORA)
class AuditTrailTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();
    private static final String READER_ROLE = "acdd72a7-3385-48ef-bd42-f606fba81ae7";
    private static final Map<String, String> ACTIONS =
            Map.of("PUT", "/write", "PATCH", "/write", "DELETE", "/delete", "POST", "/action");

    private final Azure azure = PLATFORM.azure();
    private final LoggedEvents log = new LoggedEvents(PLATFORM);
    private final Map<String, Call> calls = new HashMap<>();

    /** One write: what it is sent as, and the operation that the log must name. */
    record Write(String method, String id, Object body, String operation) {
        @Override
        public String toString() {
            return method + " " + operation;
        }
    }

    /** A write that was sent. */
    record Call(String correlationId, Instant sent, int status) {}

    private static String group() {
        return PLATFORM.subscription() + "/resourceGroups/audited-rg";
    }

    /** In the order in which they are sent. */
    static Stream<Write> writes() throws Exception {
        String rg = group();
        String storage = rg + "/providers/Microsoft.Storage/storageAccounts/auditedstorage";
        String vault = rg + "/providers/Microsoft.KeyVault/vaults/audited-vault";
        String registry = rg + "/providers/Microsoft.ContainerRegistry/registries/auditedregistry";
        String component = rg + "/providers/Microsoft.Insights/components/audited-insights";
        String authorization = rg + "/providers/Microsoft.Authorization/";
        String subscription = PLATFORM.subscription() + "/providers/Microsoft.Authorization/";
        String assignment = authorization + "roleAssignments/" + UUID.randomUUID();
        String role = UUID.randomUUID().toString();
        String workspace = PLATFORM.flows().workspaceId();
        String compute = workspace + "/computes/audited";
        String states = rg + "/providers/Microsoft.PolicyInsights/policyStates/latest";
        String tenant = PLATFORM.fixture().tenant().tenantId();
        List<Write> writes = new ArrayList<>();
        Map<String, Object> east = Map.of("location", "eastus");
        Map<String, Object> tags = Map.of("tags", Map.of("a", "b"));
        writes.add(write("PUT", rg, east, "Resources/subscriptions/resourceGroups"));
        writes.add(write("PATCH", rg, tags, "Resources/subscriptions/resourceGroups"));
        writes.add(write("PUT", storage, account(), "Storage/storageAccounts"));
        writes.add(write("PATCH", storage, tags, "Storage/storageAccounts"));
        writes.add(write("POST", storage + "/listKeys", null, "Storage/storageAccounts/listKeys"));
        writes.add(
                write(
                        "POST",
                        storage + "/regenerateKey",
                        Map.of("keyName", "key2"),
                        "Storage/storageAccounts/regenerateKey"));
        String container = storage + "/blobServices/default/containers/audited";
        writes.add(
                write(
                        "PUT",
                        container,
                        Map.of("properties", Map.of()),
                        "Storage/storageAccounts/blobServices/containers"));
        writes.add(
                write(
                        "DELETE",
                        container,
                        null,
                        "Storage/storageAccounts/blobServices/containers"));
        Map<String, Object> vaultBody =
                Map.of(
                        "location",
                        "eastus",
                        "properties",
                        Map.of(
                                "tenantId",
                                tenant,
                                "sku",
                                Map.of("family", "A", "name", "standard"),
                                "accessPolicies",
                                List.of()));
        writes.add(write("PUT", vault, vaultBody, "KeyVault/vaults"));
        writes.add(write("PATCH", vault, tags, "KeyVault/vaults"));
        writes.add(
                write(
                        "PUT",
                        vault + "/accessPolicies/add",
                        Map.of("properties", Map.of("accessPolicies", List.of())),
                        "KeyVault/vaults/accessPolicies"));
        writes.add(write("DELETE", vault, null, "KeyVault/vaults"));
        writes.add(
                write(
                        "POST",
                        PLATFORM.subscription()
                                + "/providers/Microsoft.KeyVault/locations/eastus/deletedVaults/audited-vault/purge",
                        null,
                        "KeyVault/locations/deletedVaults/purge"));
        Map<String, Object> registryBody =
                Map.of(
                        "location",
                        "eastus",
                        "sku",
                        Map.of("name", "Basic"),
                        "properties",
                        Map.of("adminUserEnabled", true));
        writes.add(write("PUT", registry, registryBody, "ContainerRegistry/registries"));
        writes.add(write("PATCH", registry, tags, "ContainerRegistry/registries"));
        writes.add(
                write(
                        "POST",
                        registry + "/listCredentials",
                        null,
                        "ContainerRegistry/registries/listCredentials"));
        writes.add(
                write(
                        "POST",
                        registry + "/regenerateCredential",
                        Map.of("name", "password"),
                        "ContainerRegistry/registries/regenerateCredential"));
        writes.add(write("DELETE", registry, null, "ContainerRegistry/registries"));
        Map<String, Object> componentBody =
                Map.of(
                        "location",
                        "eastus",
                        "kind",
                        "web",
                        "properties",
                        Map.of("Application_Type", "web"));
        writes.add(write("PUT", component, componentBody, "Insights/components"));
        writes.add(write("PATCH", component, tags, "Insights/components"));
        writes.add(write("DELETE", component, null, "Insights/components"));
        writes.add(
                write(
                        "PUT",
                        assignment,
                        Map.of(
                                "properties",
                                Map.of(
                                        "roleDefinitionId",
                                        subscription + "roleDefinitions/" + READER_ROLE,
                                        "principalId",
                                        PLATFORM.platform()
                                                .credentials()
                                                .users()
                                                .get("nora")
                                                .objectId(),
                                        "principalType",
                                        "User")),
                        "Authorization/roleAssignments"));
        writes.add(write("DELETE", assignment, null, "Authorization/roleAssignments"));
        Map<String, Object> roleBody =
                Map.of(
                        "properties",
                        Map.of(
                                "roleName",
                                "audited",
                                "type",
                                "CustomRole",
                                "assignableScopes",
                                List.of(PLATFORM.subscription()),
                                "permissions",
                                List.of(Map.of("actions", List.of("*/read")))));
        String roleId = subscription + "roleDefinitions/" + role;
        writes.add(write("PUT", roleId, roleBody, "Authorization/roleDefinitions"));
        writes.add(write("DELETE", roleId, null, "Authorization/roleDefinitions"));
        String lock = authorization + "locks/audited";
        writes.add(
                write(
                        "PUT",
                        lock,
                        Map.of("properties", Map.of("level", "CanNotDelete")),
                        "Authorization/locks"));
        writes.add(write("DELETE", lock, null, "Authorization/locks"));
        String definition = subscription + "policyDefinitions/audited";
        Map<String, Object> rule =
                Map.of(
                        "properties",
                        Map.of(
                                "policyRule",
                                Map.of(
                                        "if",
                                        Map.of("field", "tags.never", "exists", "true"),
                                        "then",
                                        Map.of("effect", "audit"))));
        String policy = authorization + "policyAssignments/audited";
        writes.add(write("PUT", definition, rule, "Authorization/policyDefinitions"));
        writes.add(
                write(
                        "PUT",
                        policy,
                        Map.of("properties", Map.of("policyDefinitionId", definition)),
                        "Authorization/policyAssignments"));
        writes.add(
                write(
                        "POST",
                        states + "/triggerEvaluation",
                        null,
                        "PolicyInsights/policyStates/triggerEvaluation"));
        writes.add(write("DELETE", policy, null, "Authorization/policyAssignments"));
        writes.add(write("DELETE", definition, null, "Authorization/policyDefinitions"));
        writes.add(
                write(
                        "PUT",
                        PLATFORM.subscription()
                                + "/providers/Microsoft.Security/pricings/ContainerRegistry",
                        Map.of("properties", Map.of("pricingTier", "Standard")),
                        "Security/pricings"));
        writes.add(
                write(
                        "POST",
                        PLATFORM.subscription() + "/providers/Microsoft.Search/register",
                        null,
                        "Search/register"));
        String ml = "MachineLearningServices/workspaces";
        writes.add(write("PATCH", workspace, tags, ml));
        writes.add(write("POST", workspace + "/listKeys", null, ml + "/listKeys"));
        Map<String, Object> computeBody =
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
                                        Map.of("minNodeCount", 0, "maxNodeCount", 1))));
        writes.add(write("PUT", compute, computeBody, ml + "/computes"));
        writes.add(
                write(
                        "PATCH",
                        compute,
                        Map.of(
                                "properties",
                                Map.of(
                                        "scaleSettings",
                                        Map.of("minNodeCount", 0, "maxNodeCount", 2))),
                        ml + "/computes"));
        writes.add(
                write(
                        "DELETE",
                        compute + "?underlyingResourceAction=Delete",
                        null,
                        ml + "/computes"));
        String made = rg + Azure.ML + "audited-ws";
        writes.add(
                write(
                        "PUT",
                        made,
                        Map.of("location", "eastus", "identity", Map.of("type", "SystemAssigned")),
                        ml));
        writes.add(write("DELETE", made, null, ml));
        String machine = rg + AttachableResources.MACHINES + "audited-vm";
        writes.add(
                write(
                        "PUT",
                        machine,
                        AttachableResources.machineBody(rg),
                        "Compute/virtualMachines"));
        writes.add(write("PATCH", machine, tags, "Compute/virtualMachines"));
        writes.add(write("DELETE", machine, null, "Compute/virtualMachines"));
        String cluster = rg + AttachableResources.CLUSTERS + "audited-aks";
        String aks = "ContainerService/managedClusters";
        writes.add(write("PUT", cluster, AttachableResources.clusterBody(), aks));
        writes.add(write("PATCH", cluster, tags, aks));
        writes.add(write("DELETE", cluster, null, aks));
        writes.addAll(besideResources(rg, storage, workspace));
        writes.add(write("DELETE", storage, null, "Storage/storageAccounts"));
        writes.add(write("DELETE", rg, null, "Resources/subscriptions/resourceGroups"));
        return writes.stream();
    }

    private static List<Write> besideResources(String rg, String storage, String workspace) {
        String tags = rg + "/providers/Microsoft.Resources/tags/default";
        Map<String, Object> some = Map.of("properties", Map.of("tags", Map.of("a", "b")));
        String setting = storage + "/providers/Microsoft.Insights/diagnosticSettings/audited";
        Map<String, Object> metrics = Map.of("category", "AllMetrics", "enabled", true);
        Map<String, Object> settingBody =
                Map.of(
                        "properties",
                        Map.of("storageAccountId", storage, "metrics", List.of(metrics)));
        String ml = "MachineLearningServices/workspaces";
        String datastore = workspace + "/datastores/audited";
        Map<String, Object> credentials =
                Map.of(
                        "credentialsType",
                        "AccountKey",
                        "secrets",
                        Map.of("secretsType", "AccountKey", "key", "YXVkaXRlZA=="));
        Map<String, Object> datastoreBody =
                Map.of(
                        "properties",
                        Map.of(
                                "datastoreType",
                                "AzureBlob",
                                "accountName",
                                "auditedstorage",
                                "containerName",
                                "audited",
                                "credentials",
                                credentials));
        return List.of(
                write("PUT", tags, some, "Resources/tags"),
                write("DELETE", tags, null, "Resources/tags"),
                write("PUT", setting, settingBody, "Insights/diagnosticSettings"),
                write("DELETE", setting, null, "Insights/diagnosticSettings"),
                write("PUT", datastore, datastoreBody, ml + "/datastores"),
                write("POST", datastore + "/listSecrets", null, ml + "/datastores/listSecrets"),
                write("DELETE", datastore, null, ml + "/datastores"),
                write("POST", workspace + "/resyncKeys", null, ml + "/resyncKeys"));
    }

    private static Write write(String method, String id, Object body, String type) {
        return new Write(method, id, body, "Microsoft." + type + ACTIONS.get(method));
    }

    private static Map<String, Object> account() {
        return Map.of(
                "location", "eastus", "kind", "StorageV2", "sku", Map.of("name", "Standard_LRS"));
    }

    @BeforeAll
    void sendThemAll() throws Exception {
        String owner = azure.armToken("owner");
        for (Write write : writes().toList()) {
            FlowClient client = PLATFORM.flowClient();
            Instant sent = Instant.now();
            FlowClient.Answer answer =
                    client.json(write.method(), address(write.id()), owner, write.body());
            assertThat(answer.status()).as(write + ": " + answer.text()).isBetween(200, 204);
            azure.await(client, answer, owner);
            calls.put(write.toString(), new Call(client.correlationId(), sent, answer.status()));
        }
    }

    private String address(String id) {
        int query = id.indexOf('?');
        return query < 0
                ? azure.arm(id)
                : azure.arm(id.substring(0, query)) + "&" + id.substring(query + 1);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("writes")
    void aWriteLeavesItsBeginAndItsEnd(Write write) throws Exception {
        Call call = calls.get(write.toString());
        String caller =
                PLATFORM.platform().credentials().servicePrincipals().get("owner").applicationId();

        List<JsonNode> events =
                log
                        .await(
                                call.correlationId(),
                                event ->
                                        isOf(event, write)
                                                && LoggedEvents.text(event, "status")
                                                        .equals("Succeeded"))
                        .stream()
                        .filter(event -> isOf(event, write))
                        .toList();

        assertThat(events)
                .as(write.toString())
                .allSatisfy(
                        event -> {
                            assertThat(event.path("caller").asText()).isEqualTo(caller);
                            assertThat(event.path("claims").toString())
                                    .contains("objectidentifier");
                            assertThat(event.path("authorization").path("action").asText())
                                    .isEqualTo(write.operation());
                            assertThat(LoggedEvents.text(event, "category"))
                                    .isEqualTo("Administrative");
                            assertThat(event.path("level").asText()).isEqualTo("Informational");
                            assertThat(event.path("resourceId").asText())
                                    .startsWithIgnoringCase(PLATFORM.subscription());
                            assertThat(Instant.parse(event.path("eventTimestamp").asText()))
                                    .isBetween(
                                            call.sent().minusSeconds(2),
                                            call.sent().plus(Duration.ofMinutes(2)));
                        });
        assertThat(events)
                .extracting(
                        event ->
                                LoggedEvents.text(event, "eventName")
                                        + " "
                                        + LoggedEvents.text(event, "status"))
                .contains("BeginRequest Started", "EndRequest Succeeded");
        assertThat(events.stream().map(event -> event.path("operationId").asText()).distinct())
                .hasSize(1);
    }

    private static boolean isOf(JsonNode event, Write write) {
        return LoggedEvents.text(event, "operationName").equals(write.operation());
    }

    @Test
    void refusedWritesAreThereToo() throws Exception {
        String missing =
                PLATFORM.fixture().resourceGroupId()
                        + "/providers/Microsoft.Storage/storageAccounts/notforreaders";
        FlowClient reader = PLATFORM.flowClient();
        reader.json("PUT", azure.arm(missing), azure.armToken("reader"), account()).expect(403);
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
                .isEqualTo(
                        PLATFORM.platform().credentials().users().get("rita").userPrincipalName());
    }

    @Test
    void readsRunsAndModelsLeaveNothingAndTheActivitiesAreaSaysNotWho() throws Exception {
        FlowState flows = PLATFORM.flows();
        String token = azure.armToken("contributor");
        FlowClient read = PLATFORM.flowClient();
        read.get(azure.arm(flows.workspaceId()), azure.armToken("reader")).expect(200);
        read.json(
                        "POST",
                        azure.arm(
                                PLATFORM.subscription()
                                        + "/providers/Microsoft.PolicyInsights/policyStates/latest/queryResults"),
                        azure.armToken("reader"),
                        null)
                .expect(200);
        FlowClient run = PLATFORM.flowClient();
        String runId =
                run.json(
                                "POST",
                                azure.training(
                                        "eastus",
                                        "execution/v1.0",
                                        flows.workspaceId(),
                                        "/experiments/audited/snapshotrun"),
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
                                "aml://artifact/ExperimentRun/dcid."
                                        + flows.runId()
                                        + "/outputs/model.onnx",
                                "mimeType",
                                "application/octet-stream"))
                .expect(200, 201);
        FlowClient after = PLATFORM.flowClient();
        after.json(
                        "PATCH",
                        azure.arm(flows.workspaceId()),
                        token,
                        Map.of("tags", Map.of("after", "all")))
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
                .allSatisfy(
                        activity ->
                                assertThat(fields(activity))
                                        .isEqualTo(
                                                Set.of(
                                                        "operation",
                                                        "target",
                                                        "timestamp",
                                                        "status")));
        assertThat(activities.toString())
                .doesNotContain(
                        PLATFORM.platform()
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
        List<JsonNode> chosen =
                log.select(resource, "&$select=eventTimestamp,operationName,caller,status");

        assertThat(all)
                .isNotEmpty()
                .allSatisfy(
                        event ->
                                assertThat(event.path("resourceId").asText())
                                        .isEqualToIgnoringCase(id));
        assertThat(errors)
                .allSatisfy(event -> assertThat(event.path("level").asText()).isEqualTo("Error"));
        assertThat(chosen)
                .hasSizeGreaterThanOrEqualTo(all.size())
                .allSatisfy(
                        event ->
                                assertThat(fields(event))
                                        .isEqualTo(
                                                Set.of(
                                                        "eventTimestamp",
                                                        "operationName",
                                                        "caller",
                                                        "status")));
    }

    private static JsonNode activities(String workspace) throws Exception {
        PlatformClient.Reply reply =
                PLATFORM.client()
                        .send(
                                PlatformClient.Call.of(
                                                "GET",
                                                PLATFORM.port(PlatformService.WORKSPACE),
                                                "/_mltwin/activities?workspace="
                                                        + URLEncoder.encode(
                                                                workspace, StandardCharsets.UTF_8))
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
