package io.mltwin.e2e.customerkeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.e2e.fixtures.ScoredService;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.client.PlatformClient.Call;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import io.mltwin.local.layout.PlatformService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The life of a workspace under the customer's key, of high business impact and with the customer's
 * registry, and what is seen of it: from a PUT that fails to what its end leaves.
 */
final class CustomerWorkspaceLife {
    private static final String KEYS_REQUIRED =
            "/providers/Microsoft.Authorization/policyDefinitions/ba769a63-b8cc-4b2d-abf6-ac33c7204be8";
    static final String REGION = "northeurope";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final TestPlatform platform;
    private final Azure azure;
    private final FlowClient client;
    private CustomerResources customer;
    private String owner;
    String group;
    String vault;
    String registry;
    String workspace;
    String managedGroup;

    private PlainServices services;
    String deniedWithoutKey;
    String firstEnd;
    JsonNode made;
    List<String> registries;
    JsonNode encryption;
    String builtWithoutKey;
    String builtWithKey;
    List<String> managed;
    final Map<String, String> refusedToTheOwner = new HashMap<>();
    List<String> ofGroup;
    List<String> cosmosOfSubscription;
    JsonNode stores;
    JsonNode scratch;
    String scored;
    List<String> inMicrosoftsStore;
    final Map<String, Integer> leftBehind = new HashMap<>();
    List<String> containersBefore;
    List<String> containersAfter;
    int denialsLeft;

    CustomerWorkspaceLife(TestPlatform platform) {
        this.platform = platform;
        this.azure = platform.azure();
        this.client = platform.flowClient();
    }

    void live() throws Exception {
        owner = azure.armToken("owner");
        customer = new CustomerResources();
        group = customer.group;
        registry = customer.registry;
        vault = customer.vault.id();
        workspace = group + Azure.ML + "ws-customer";
        customer.letAzureMachineLearningContribute();
        String key = customer.vaultWithAKey();
        customer.registryUnderAKey();

        String policy = assignDenyWithoutKey();
        deniedWithoutKey = withoutKey().expect(403).json().at("/error/code").asText();
        firstEnd = end(put(key));
        customer.changeRegistry(Map.of("adminUserEnabled", true));
        assertThat(end(put(key))).isEqualTo("Succeeded");
        client.json("DELETE", azure.arm(policy), owner, null).expect(200);

        made = client.get(azure.arm(workspace), owner).expect(200).json();
        managedGroup = platform.subscription()
                + "/resourceGroups/"
                + made.path("properties")
                        .path("serviceProvisionedResourceGroup")
                        .asText();
        registries = types(group, "Microsoft.ContainerRegistry/registries");
        encryption = customer.registry().at("/properties/encryption");
        managed = types(managedGroup, "");
        ofGroup = types(group, "");
        cosmosOfSubscription = cosmosAccounts();
        // the store is made with the first document
        client.json(
                        "PATCH",
                        azure.training(REGION, "history/v1.0", workspace, "/experiments/stored/runs/stored-1"),
                        owner,
                        Map.of("tags", Map.of("kept", "here")))
                .expect(200);
        stores = shownToTheAdministrator("/_mltwin/stores");
        scratch = shownToTheAdministrator("/_mltwin/scratch");
        tryAsOwner();
        services = new PlainServices(platform, REGION, workspace);
        score(services.image("first"));
        customer.vault.enable(CustomerResources.REGISTRY_KEY, false);
        builtWithoutKey = services.ended(services.build("without-key", services.script()));
        customer.vault.enable(CustomerResources.REGISTRY_KEY, true);
        builtWithKey = services.ended(services.build("with-key", services.script()));
        delete();
    }

    void takeTheRoleBack() throws Exception {
        customer.takeTheRoleBack();
    }

    private String assignDenyWithoutKey() throws Exception {
        String policy = group + "/providers/Microsoft.Authorization/policyAssignments/keys-of-ours";
        Map<String, Object> properties =
                Map.of("policyDefinitionId", KEYS_REQUIRED, "parameters", Map.of("effect", Map.of("value", "Deny")));
        client.json("PUT", azure.arm(policy), owner, Map.of("properties", properties))
                .expect(201);
        return policy;
    }

    private FlowClient.Answer withoutKey() throws Exception {
        return client.json(
                "PUT",
                azure.arm(workspace),
                owner,
                Map.of("location", REGION, "identity", Map.of("type", "SystemAssigned")));
    }

    private FlowClient.Answer put(String key) throws Exception {
        Map<String, Object> encryption =
                Map.of("status", "Enabled", "keyVaultProperties", Map.of("keyVaultArmId", vault, "keyIdentifier", key));
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
                                Map.of("containerRegistry", registry, "hbiWorkspace", true, "encryption", encryption)))
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
                        "https://localhost:" + platform.port(PlatformService.COMPUTE) + path,
                        platform.tokens().administrator())
                .expect(200)
                .json();
    }

    /** Ids of all Cosmos DB accounts that the subscription's Owner is shown, wherever they are. */
    private List<String> cosmosAccounts() throws Exception {
        List<String> found = new ArrayList<>();
        String next = azure.arm(platform.subscription() + "/resources");
        while (next != null) {
            JsonNode page = client.get(next, owner).expect(200).json();
            page.path("value").forEach(resource -> {
                if (resource.path("type").asText().startsWith("Microsoft.DocumentDB")) {
                    found.add(resource.path("id").asText());
                }
            });
            next = page.path("nextLink").asText(null);
        }
        return found;
    }

    private void tryAsOwner() throws Exception {
        JsonNode account = client.get(
                        azure.arm(managedGroup + "/providers/Microsoft.DocumentDB/databaseAccounts"), owner)
                .expect(200)
                .json()
                .path("value")
                .path(0);
        String id = account.path("id").asText();
        refusedToTheOwner.put("keys", code(client.json("POST", azure.arm(id + "/listKeys"), owner, null)));
        refusedToTheOwner.put("account", code(client.json("DELETE", azure.arm(id), owner, null)));
        refusedToTheOwner.put("group", code(client.json("DELETE", azure.arm(managedGroup), owner, null)));
    }

    private static String code(FlowClient.Answer answer) throws Exception {
        return answer.expect(403).json().path("error").path("code").asText();
    }

    /** A request to the service here, one to a service of a workspace like others. */
    private void score(String image) throws Exception {
        String id = services.ended(services.deploy("plain", image));
        String uri = client.get(services.models("/services/" + id), owner)
                .expect(200)
                .json()
                .path("scoringUri")
                .asText();
        scored = client.json("POST", uri, null, Map.of()).expect(200).header("x-ms-request-id");
        JsonNode component = client.get(
                        azure.arm(made.path("properties")
                                .path("applicationInsights")
                                .asText()),
                        owner)
                .expect(200)
                .json();
        String query = azure.insights(
                "/v1/apps/" + component.path("properties").path("AppId").asText() + "/query");
        String insightsToken = azure.token("owner", "https://api.applicationinsights.io");
        await().atMost(PATIENCE)
                .until(() -> !client.json(
                                "POST",
                                query,
                                insightsToken,
                                Map.of("query", "requests | where id == '" + scored + "'"))
                        .expect(200)
                        .json()
                        .path("tables")
                        .path(0)
                        .path("rows")
                        .isEmpty());
        String other = ScoredService.find(platform, "cancer-service")
                .score(client)
                .expect(200)
                .header("x-ms-request-id");
        inMicrosoftsStore = await().atMost(PATIENCE).until(this::stored, ids -> ids.contains(other));
    }

    private List<String> stored() throws Exception {
        return platform.client()
                .send(Call.of("GET", platform.port(PlatformService.TELEMETRY), "/_mltwin/diagnostics")
                        .as(platform.tokens().administrator()))
                .body()
                .findValuesAsText("requestId");
    }

    /** The containers of the customer's storage account, with what runs left there. */
    private List<String> containers() throws Exception {
        String account = made.path("properties").path("storageAccount").asText();
        return client.get(azure.arm(account + "/blobServices/default/containers"), owner)
                .expect(200)
                .json()
                .path("value")
                .findValuesAsText("name");
    }

    private void delete() throws Exception {
        containersBefore = containers();
        FlowClient.Answer started = client.json("DELETE", azure.arm(workspace) + "&forceToPurge=false", owner, null)
                .expect(202);
        assertThat(end(started)).isEqualTo("Succeeded");
        for (String name : List.of("storageAccount", "keyVault", "applicationInsights")) {
            String id = made.path("properties").path(name).asText();
            leftBehind.put(name, client.get(azure.arm(id), owner).status());
        }
        containersAfter = containers();
        leftBehind.put("key", client.get(azure.arm(vault), owner).status());
        leftBehind.put(
                "managed group", client.get(azure.arm(managedGroup), owner).status());
        denialsLeft = 0;
        for (JsonNode denial : client.get(
                        azure.arm(platform.subscription() + "/providers/Microsoft.Authorization/denyAssignments"),
                        owner)
                .expect(200)
                .json()
                .path("value")) {
            String scope = denial.path("properties").path("scope").asText();
            denialsLeft += scope.equalsIgnoreCase(managedGroup) ? 1 : 0;
        }
    }
}
