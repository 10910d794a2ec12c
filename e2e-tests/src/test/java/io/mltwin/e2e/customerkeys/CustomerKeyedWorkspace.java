package io.mltwin.e2e.customerkeys;

import com.azure.storage.blob.BlobContainerClient;
import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.e2e.clients.AzureClients;
import io.mltwin.e2e.fixtures.CustomerKeyVault;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import io.mltwin.local.demo.FlowClient.Answer;
import io.mltwin.local.layout.PlatformService;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;

/**
 * One workspace with three keys in a customer's vault: its run history's ({@code runhistory}), its
 * storage account's ({@code storage}) and its registry's ({@code registry}). Who makes one holds
 * the lock {@link #RIGHTS}.
 */
public final class CustomerKeyedWorkspace {
    public static final String RIGHTS = "Azure ML's rights in the subscription";

    private static final String CONTRIBUTOR = "b24988ac-6180-42a0-ab88-20f7382dd24c";

    public final CustomerKeyVault vault;
    public final String id;
    String storage;
    public String registry;

    private final TestPlatform platform;
    private final Azure azure;
    private final FlowClient client;
    private final String contributor;
    private final String owner;

    public CustomerKeyedWorkspace(TestPlatform platform) throws IOException {
        this.platform = platform;
        this.azure = platform.azure();
        this.client = platform.flowClient();
        String mark = UUID.randomUUID().toString().substring(0, 8);
        this.vault = new CustomerKeyVault(platform, "cmk" + mark);
        this.id = platform.fixture().resourceGroupId() + Azure.ML + "cmk-" + mark;
        this.contributor =
                platform.subscription() + "/providers/Microsoft.Authorization/roleAssignments/" + UUID.randomUUID();
        this.owner = azure.armToken("owner");
    }

    public void create() throws Exception {
        vault.create();
        vault.letIn(PlatformService.COMPUTE.objectId());
        String runHistoryKey = vault.createKey("runhistory");
        vault.createKey("storage");
        vault.createKey("registry");
        letAzureMachineLearningContribute();
        Map<String, Object> encryption = Map.of(
                "status",
                "Enabled",
                "keyVaultProperties",
                Map.of("keyVaultArmId", vault.id(), "keyIdentifier", runHistoryKey));
        Answer started = client.json(
                        "PUT",
                        azure.arm(id),
                        owner,
                        Map.of(
                                "location", "eastus",
                                "identity", Map.of("type", "SystemAssigned"),
                                "properties", Map.of("encryption", encryption)))
                .expect(201, 202);
        azure.await(client, started, owner);
        JsonNode parts = client.get(azure.arm(id), owner).json().path("properties");
        storage = parts.path("storageAccount").asText();
        registry = parts.path("containerRegistry").asText();
        storageUnderItsKey();
        registryUnderItsKey();
    }

    private void letAzureMachineLearningContribute() throws IOException {
        Map<String, Object> properties = Map.of(
                "roleDefinitionId",
                platform.subscription() + "/providers/Microsoft.Authorization/roleDefinitions/" + CONTRIBUTOR,
                "principalId",
                PlatformService.WORKSPACE.objectId());
        client.json("PUT", azure.arm(contributor), owner, Map.of("properties", properties))
                .expect(201);
    }

    public void takeTheRoleBack() throws IOException {
        client.json("DELETE", azure.arm(contributor), owner, null).expect(200, 204);
    }

    private void storageUnderItsKey() throws IOException {
        vault.letIn(identity(storage, Map.of()));
        Map<String, String> key = Map.of("keyname", "storage", "keyversion", "", "keyvaulturi", vault.uri());
        patch(
                storage,
                Map.of(
                        "properties",
                        Map.of("encryption", Map.of("keySource", "Microsoft.Keyvault", "keyvaultproperties", key))));
    }

    private void registryUnderItsKey() throws IOException {
        vault.letIn(identity(registry, Map.of("name", "Premium")));
        Map<String, Object> key = Map.of(
                "status", "enabled", "keyVaultProperties", Map.of("keyIdentifier", vault.uri() + "keys/registry"));
        patch(registry, Map.of("properties", Map.of("encryption", key)));
    }

    /** Principal of the identity that the resource is given. */
    private String identity(String resource, Map<String, String> sku) throws IOException {
        Map<String, String> own = Map.of("type", "SystemAssigned");
        return patch(resource, sku.isEmpty() ? Map.of("identity", own) : Map.of("identity", own, "sku", sku))
                .path("identity")
                .path("principalId")
                .asText();
    }

    private JsonNode patch(String resource, Map<String, Object> body) throws IOException {
        return client.json("PATCH", azure.arm(resource), owner, body)
                .expect(200)
                .json();
    }

    /** The storage account's container {@code azureml}, by its first key. */
    public BlobContainerClient container() throws IOException {
        String accountKey = client.json("POST", azure.arm(storage + "/listKeys"), owner, null)
                .expect(200)
                .json()
                .path("keys")
                .path(0)
                .path("value")
                .asText();
        return AzureClients.storage(platform, storage.replaceFirst(".*/", ""), accountKey)
                .getBlobContainerClient("azureml");
    }

    /** Writes a run with a tag {@code of}. */
    public Answer writeRun(String run, String tag) throws IOException {
        return client.json("PATCH", history("/runs/" + run), owner, Map.of("tags", Map.of("of", tag)));
    }

    /** Address in the run history of the experiment {@code keys}. */
    String history(String rest) {
        return azure.training("eastus", "history/v1.0", id, "/experiments/keys" + rest);
    }
}
