package io.mltwin.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.local.client.PlatformClient.Call;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import io.mltwin.local.layout.PlatformService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * The life of a workspace for sensitive data: under the customer's key, with {@code hbi_workspace}
 * and a registry that the customer brought; and what is left when it is gone. It is lived once,
 * before the tests look at what was seen.
 */
@OnlyOn(value = Target.PROCESSES, because = OnlyOn.SAME_CODE)
@TestInstance(Lifecycle.PER_CLASS)
@ResourceLock(CustomerKeyedWorkspace.RIGHTS)
class CustomerWorkspaceTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();
    static final String REGION = "northeurope";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Azure azure = PLATFORM.azure();
    private final FlowClient client = PLATFORM.flowClient();
    private CustomerResources customer;
    private String owner;
    private String group;
    private String vault;
    private String registry;
    private String workspace;
    private String managedGroup;

    private PlainServices services;
    private String firstEnd;
    private JsonNode made;
    private List<String> registries;
    private List<String> managed;
    private final Map<String, String> refusedToTheOwner = new HashMap<>();
    private List<String> ofGroup;
    private List<String> cosmosOfSubscription;
    private JsonNode stores;
    private JsonNode scratch;
    private FlowClient.Answer computeInstance;
    private FlowClient.Answer withoutHighImpact;
    private String scored;
    private List<String> inMicrosoftsStore;
    private JsonNode diagnosis;
    private String buildWithoutRegistry;
    private String deploymentWithoutRegistry;
    private final Map<String, Integer> leftBehind = new HashMap<>();
    private int denialsLeft;

    @BeforeAll
    void liveIt() throws Exception {
        owner = azure.armToken("owner");
        customer = new CustomerResources();
        group = customer.group;
        registry = customer.registry;
        vault = customer.vault;
        workspace = group + Azure.ML + "ws-customer";
        customer.letAzureMachineLearningContribute();
        String key = customer.vaultWithAKey();
        customer.registry(false);

        firstEnd = end(put(key));
        customer.registry(true);
        assertThat(end(put(key))).isEqualTo("Succeeded");

        made = client.get(azure.arm(workspace), owner).expect(200).json();
        managedGroup =
                PLATFORM.subscription()
                        + "/resourceGroups/"
                        + made.path("properties").path("serviceProvisionedResourceGroup").asText();
        registries = types(group, "Microsoft.ContainerRegistry/registries");
        managed = types(managedGroup, "");
        ofGroup = types(group, "");
        cosmosOfSubscription = cosmosAccounts();
        // the store is made with the first document
        client.json(
                        "PATCH",
                        azure.training(
                                REGION,
                                "history/v1.0",
                                workspace,
                                "/experiments/stored/runs/stored-1"),
                        owner,
                        Map.of("tags", Map.of("kept", "here")))
                .expect(200);
        stores = shownToTheAdministrator("/_mltwin/stores");
        scratch = shownToTheAdministrator("/_mltwin/scratch");
        tryAsOwner();
        tryWhatHighImpactForbids();
        services = new PlainServices(PLATFORM, REGION, workspace);
        String image = services.image("first");
        score(image);
        withoutRegistry(image);
        delete();
    }

    @AfterAll
    void takeTheRoleBack() throws Exception {
        customer.takeTheRoleBack();
    }

    private FlowClient.Answer put(String key) throws Exception {
        Map<String, Object> encryption =
                Map.of(
                        "status",
                        "Enabled",
                        "keyVaultProperties",
                        Map.of("keyVaultArmId", vault, "keyIdentifier", key));
        return client.json(
                        "PUT",
                        azure.arm(workspace),
                        owner,
                        Map.of(
                                "location",
                                REGION,
                                "identity",
                                Map.of("type", "SystemAssigned"),
                                "properties",
                                Map.of(
                                        "containerRegistry",
                                        registry,
                                        "hbiWorkspace",
                                        true,
                                        "encryption",
                                        encryption)))
                .expect(202);
    }

    /** How an operation ended: its status, and why if it failed. */
    private String end(FlowClient.Answer started) throws Exception {
        String poll = started.header("Azure-AsyncOperation");
        String status = azure.until(client, poll, owner, "status", "Succeeded", "Failed");
        return status.equals("Succeeded")
                ? status
                : client.get(poll, owner).json().path("error").toString();
    }

    private List<String> types(String where, String type) throws Exception {
        List<String> found = new ArrayList<>();
        client.get(azure.arm(where + "/resources"), owner)
                .expect(200)
                .json()
                .path("value")
                .forEach(resource -> found.add(resource.path("type").asText()));
        return found.stream().filter(one -> one.startsWith(type)).sorted().toList();
    }

    private JsonNode shownToTheAdministrator(String path) throws Exception {
        return client.get(
                        "https://localhost:" + PLATFORM.port(PlatformService.COMPUTE) + path,
                        PLATFORM.tokens().administrator())
                .expect(200)
                .json();
    }

    /** Ids of all Cosmos DB accounts that the subscription's Owner is shown, wherever they are. */
    private List<String> cosmosAccounts() throws Exception {
        List<String> found = new ArrayList<>();
        String next = azure.arm(PLATFORM.subscription() + "/resources");
        while (next != null) {
            JsonNode page = client.get(next, owner).expect(200).json();
            page.path("value")
                    .forEach(
                            resource -> {
                                if (resource.path("type")
                                        .asText()
                                        .startsWith("Microsoft.DocumentDB")) {
                                    found.add(resource.path("id").asText());
                                }
                            });
            next = page.path("nextLink").asText(null);
        }
        return found;
    }

    private void tryAsOwner() throws Exception {
        JsonNode account =
                client.get(
                                azure.arm(
                                        managedGroup
                                                + "/providers/Microsoft.DocumentDB/databaseAccounts"),
                                owner)
                        .expect(200)
                        .json()
                        .path("value")
                        .path(0);
        String id = account.path("id").asText();
        refusedToTheOwner.put(
                "keys", code(client.json("POST", azure.arm(id + "/listKeys"), owner, null)));
        refusedToTheOwner.put("account", code(client.json("DELETE", azure.arm(id), owner, null)));
        refusedToTheOwner.put(
                "group", code(client.json("DELETE", azure.arm(managedGroup), owner, null)));
    }

    private static String code(FlowClient.Answer answer) throws Exception {
        return answer.expect(403).json().path("error").path("code").asText();
    }

    private void tryWhatHighImpactForbids() throws Exception {
        computeInstance =
                client.json(
                        "PUT",
                        azure.arm(workspace + "/computes/ci1"),
                        owner,
                        Map.of(
                                "location",
                                REGION,
                                "properties",
                                Map.of(
                                        "computeType",
                                        "ComputeInstance",
                                        "properties",
                                        Map.of("vmSize", "STANDARD_DS3_V2"))));
        withoutHighImpact =
                client.json(
                        "PATCH",
                        azure.arm(workspace),
                        owner,
                        Map.of("properties", Map.of("hbiWorkspace", false)));
    }

    /** A request to the service here, one to a service of a workspace like others. */
    private void score(String image) throws Exception {
        String id = services.ended(services.deploy("plain", image));
        String uri =
                client.get(services.models("/services/" + id), owner)
                        .expect(200)
                        .json()
                        .path("scoringUri")
                        .asText();
        scored = client.json("POST", uri, null, Map.of()).expect(200).header("x-ms-request-id");
        JsonNode component =
                client.get(
                                azure.arm(
                                        made.path("properties")
                                                .path("applicationInsights")
                                                .asText()),
                                owner)
                        .expect(200)
                        .json();
        String query =
                azure.insights(
                        "/v1/apps/"
                                + component.path("properties").path("AppId").asText()
                                + "/query");
        String insightsToken = azure.token("owner", "https://api.applicationinsights.io");
        await().atMost(PATIENCE)
                .until(
                        () ->
                                !client.json(
                                                "POST",
                                                query,
                                                insightsToken,
                                                Map.of(
                                                        "query",
                                                        "requests | where id == '" + scored + "'"))
                                        .expect(200)
                                        .json()
                                        .path("tables")
                                        .path(0)
                                        .path("rows")
                                        .isEmpty());
        String other =
                ScoredService.find(PLATFORM, "cancer-service")
                        .score(client)
                        .expect(200)
                        .header("x-ms-request-id");
        inMicrosoftsStore =
                await().atMost(PATIENCE).until(this::stored, ids -> ids.contains(other));
    }

    private List<String> stored() throws Exception {
        return PLATFORM.client()
                .send(
                        Call.of(
                                        "GET",
                                        PLATFORM.port(PlatformService.TELEMETRY),
                                        "/_mltwin/diagnostics")
                                .as(PLATFORM.tokens().administrator()))
                .body()
                .findValuesAsText("requestId");
    }

    private void withoutRegistry(String image) throws Exception {
        client.json("DELETE", azure.arm(registry), owner, null).expect(200, 202, 204);
        await().atMost(PATIENCE)
                .until(() -> client.get(azure.arm(registry), owner).status() == 404);
        FlowClient.Answer started =
                client.json(
                                "POST",
                                azure.arm(workspace + "/diagnose"),
                                owner,
                                Map.of("value", Map.of()))
                        .expect(202);
        azure.await(client, started, owner);
        diagnosis = client.get(started.header("Location"), owner).expect(200).json().path("value");
        buildWithoutRegistry = services.ended(services.build("second", services.script()));
        deploymentWithoutRegistry = services.ended(services.deploy("again", image));
    }

    private void delete() throws Exception {
        FlowClient.Answer started =
                client.json("DELETE", azure.arm(workspace) + "&forceToPurge=false", owner, null)
                        .expect(202);
        assertThat(end(started)).isEqualTo("Succeeded");
        for (String name : List.of("storageAccount", "keyVault", "applicationInsights")) {
            String id = made.path("properties").path(name).asText();
            leftBehind.put(name, client.get(azure.arm(id), owner).status());
        }
        leftBehind.put("key", client.get(azure.arm(vault), owner).status());
        leftBehind.put("managed group", client.get(azure.arm(managedGroup), owner).status());
        denialsLeft = 0;
        for (JsonNode denial :
                client.get(
                                azure.arm(
                                        PLATFORM.subscription()
                                                + "/providers/Microsoft.Authorization/denyAssignments"),
                                owner)
                        .expect(200)
                        .json()
                        .path("value")) {
            String scope = denial.path("properties").path("scope").asText();
            denialsLeft += scope.equalsIgnoreCase(managedGroup) ? 1 : 0;
        }
    }

    @Test
    void aRegistryWithoutAdminUserFailsTheWorkspaceAndTheSamePutRepairsIt() {
        assertThat(firstEnd).contains("ValidationError", "admin user", "customerregistry1");
        assertThat(made.path("properties").path("containerRegistry").asText())
                .isEqualToIgnoringCase(registry);
        assertThat(registries).as("the linked one and no new one").hasSize(1);
    }

    @Test
    void theManagedGroupHoldsWhatTheKeyProtectsAndIsClosedToItsOwner() {
        assertThat(managedGroup).startsWith(group);
        assertThat(managed)
                .containsExactly(
                        "Microsoft.DocumentDB/databaseAccounts",
                        "Microsoft.Search/searchServices",
                        "Microsoft.Storage/storageAccounts");
        assertThat(refusedToTheOwner)
                .containsOnlyKeys("keys", "account", "group")
                .allSatisfy(
                        (what, code) ->
                                assertThat(code).isEqualTo("DenyAssignmentAuthorizationFailed"));
        assertThat(made.path("properties").path("encryption").path("status").asText())
                .isEqualTo("Enabled");
        assertThat(made.path("properties").path("keyVault").asText())
                .as("the workspace's own vault is another one")
                .isNotEqualToIgnoringCase(vault);
    }

    /** COS-02: what Microsoft keeps the run history in is no resource of the customer's. */
    @Test
    void theStoreOfRunHistoryIsSeenByTheAdministratorAndByNoOwner() {
        assertThat(ofGroup).isNotEmpty().noneMatch(type -> type.startsWith("Microsoft.DocumentDB"));
        assertThat(cosmosOfSubscription)
                .as("those of workspaces under customers' keys, in their managed groups")
                .isNotEmpty()
                .allMatch(
                        id ->
                                id.toLowerCase(java.util.Locale.ROOT)
                                        .matches(
                                                ".*/resourcegroups/[^/]*[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}/.*"))
                .anyMatch(
                        id ->
                                id.toLowerCase(java.util.Locale.ROOT)
                                        .startsWith(
                                                managedGroup.toLowerCase(java.util.Locale.ROOT)
                                                        + "/"));
        assertThat(stores.findValuesAsText("workspace")).contains(workspace);
        assertThat(stores.get(0).has("workspace")).as("the one that all others share").isFalse();
    }

    @Test
    void highBusinessImpactStaysAndHasNoComputeInstance() throws Exception {
        assertThat(made.path("properties").path("hbiWorkspace").asBoolean()).isTrue();
        assertThat(computeInstance.expect(400).json().path("error").path("code").asText())
                .isEqualTo("HbiWorkspaceComputeInstanceNotSupported");
        withoutHighImpact.expect(400);
        assertThat(scratch)
                .anySatisfy(
                        scope -> {
                            assertThat(scope.path("workspace").asText()).isEqualTo(workspace);
                            assertThat(scope.path("encrypted").asBoolean()).isTrue();
                            assertThat(scope.path("keyScope").asText())
                                    .isEqualTo(
                                            "hbi:" + made.at("/properties/workspaceId").asText());
                        });
    }

    @Test
    void microsoftKeepsNothingOfAScoringRequestOfHighBusinessImpact() {
        assertThat(inMicrosoftsStore).isNotEmpty().doesNotContain(scored);
    }

    @Test
    void withoutItsRegistryAWorkspaceBuildsAndDeploysNothing() {
        assertThat(diagnosis.path("containerRegistryResults").path(0).path("code").asText())
                .isEqualTo("ContainerRegistryNotFound");
        assertThat(buildWithoutRegistry).contains("error");
        assertThat(deploymentWithoutRegistry).contains("error");
    }

    @Test
    void deletingTakesTheManagedGroupAndLeavesWhatIsTheCustomers() {
        assertThat(leftBehind)
                .containsEntry("storageAccount", 200)
                .containsEntry("keyVault", 200)
                .containsEntry("applicationInsights", 200)
                .containsEntry("key", 200)
                .containsEntry("managed group", 404);
        assertThat(denialsLeft).isZero();
    }

    @Test
    void azureMachineLearningAloneClosesGroupsAndRegistersSupportApplications() throws Exception {
        for (String path : List.of("deny-assignments", "support-applications")) {
            for (String token : List.of(owner, PLATFORM.tokens().administrator())) {
                Call call =
                        Call.of(
                                        "PUT",
                                        PLATFORM.port(PlatformService.IDENTITY),
                                        "/_internal/" + path + "/" + UUID.randomUUID())
                                .json(Map.of("properties", Map.of()))
                                .as(token);
                assertThat(PLATFORM.client().send(call).status()).as(path).isIn(401, 403);
            }
        }
    }

    @Test
    void eachRegionWithWorkspacesHasOneSupportApplication() throws Exception {
        Map<String, List<String>> byRegion = new HashMap<>();
        JsonNode principals =
                client.get(
                                PLATFORM.host("graph", PlatformService.IDENTITY)
                                        + "/v1.0/servicePrincipals?$top=999&$filter=startswith(displayName,'Microsoft-AzureML-Support-App-')"
                                                .replace(" ", "%20")
                                                .replace("'", "%27"),
                                azure.token("owner", GraphCalls.GRAPH))
                        .expect(200)
                        .json()
                        .path("value");
        JsonNode assignments =
                client.get(
                                azure.arm(
                                                PLATFORM.subscription()
                                                        + "/providers/Microsoft.Authorization/roleAssignments")
                                        + "&$filter=atScope()",
                                owner)
                        .expect(200)
                        .json()
                        .path("value");
        for (JsonNode principal : principals) {
            String id = principal.path("id").asText();
            for (JsonNode assignment : assignments) {
                JsonNode properties = assignment.path("properties");
                if (properties.path("principalId").asText().equals(id)) {
                    assertThat(properties.path("roleDefinitionId").asText())
                            .endsWith(CustomerResources.CONTRIBUTOR);
                    byRegion.computeIfAbsent(
                                    principal.path("tags").path(0).asText(),
                                    region -> new ArrayList<>())
                            .add(id);
                }
            }
        }
        // this class's workspace lies in one, those of the flows and of other classes in the other
        assertThat(byRegion).containsKeys("eastus", REGION);
        assertThat(byRegion.values()).allSatisfy(ids -> assertThat(ids).hasSize(1));
    }
}
