package io.mltwin.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobStorageException;
import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.local.demo.Azure;
import io.mltwin.local.demo.FlowClient;
import io.mltwin.local.demo.FlowClient.Answer;
import io.mltwin.local.layout.PlatformService;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * One workspace with three keys in a customer's vault: its run history's, its storage account's and
 * its registry's. Rotating one stops nothing; disabling one stops its surface, and that alone.
 */
@TestInstance(Lifecycle.PER_CLASS)
@ResourceLock("Azure ML's rights in the subscription")
class CustomerKeysTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();
    private static final String CONTRIBUTOR = "b24988ac-6180-42a0-ab88-20f7382dd24c";
    private static final byte[] SMALL = random(1000);
    private static final byte[] LARGE = random(300_000);

    private final Azure azure = PLATFORM.azure();
    private final FlowClient client = PLATFORM.flowClient();
    private final String mark = UUID.randomUUID().toString().substring(0, 8);
    private final CustomerKeyVault vault = new CustomerKeyVault(PLATFORM, "cmk" + mark);
    private final String workspace =
            PLATFORM.fixture().resourceGroupId() + Azure.ML + "cmk-" + mark;
    private String contributor;
    private String owner;
    private String storage;
    private String registry;
    private BlobContainerClient container;
    private RegistryBlobs images;

    @BeforeAll
    void aWorkspaceUnderThreeKeys() throws Exception {
        owner = azure.armToken("owner");
        vault.create();
        vault.letIn(PlatformService.COMPUTE.objectId());
        String runHistoryKey = vault.createKey("runhistory");
        vault.createKey("storage");
        vault.createKey("registry");
        contributor =
                PLATFORM.subscription()
                        + "/providers/Microsoft.Authorization/roleAssignments/"
                        + UUID.randomUUID();
        client.json(
                        "PUT",
                        azure.arm(contributor),
                        owner,
                        Map.of(
                                "properties",
                                Map.of(
                                        "roleDefinitionId",
                                        PLATFORM.subscription()
                                                + "/providers/Microsoft.Authorization/roleDefinitions/"
                                                + CONTRIBUTOR,
                                        "principalId",
                                        PlatformService.WORKSPACE.objectId())))
                .expect(201);
        Map<String, Object> encryption =
                Map.of(
                        "status",
                        "Enabled",
                        "keyVaultProperties",
                        Map.of("keyVaultArmId", vault.id(), "keyIdentifier", runHistoryKey));
        Answer started =
                client.json(
                                "PUT",
                                azure.arm(workspace),
                                owner,
                                Map.of(
                                        "location", "eastus",
                                        "identity", Map.of("type", "SystemAssigned"),
                                        "properties", Map.of("encryption", encryption)))
                        .expect(201, 202);
        azure.await(client, started, owner);
        JsonNode parts = client.get(azure.arm(workspace), owner).json().path("properties");
        storage = parts.path("storageAccount").asText();
        registry = parts.path("containerRegistry").asText();
        storageUnderItsKey();
        registryUnderItsKey();
        images = new RegistryBlobs(PLATFORM, registry, "keys");
    }

    private void storageUnderItsKey() throws IOException {
        vault.letIn(identity(storage, Map.of()));
        Map<String, String> key =
                Map.of("keyname", "storage", "keyversion", "", "keyvaulturi", vault.uri());
        patch(
                storage,
                Map.of(
                        "properties",
                        Map.of(
                                "encryption",
                                Map.of(
                                        "keySource",
                                        "Microsoft.Keyvault",
                                        "keyvaultproperties",
                                        key))));
        String accountKey =
                client.json("POST", azure.arm(storage + "/listKeys"), owner, null)
                        .expect(200)
                        .json()
                        .path("keys")
                        .path(0)
                        .path("value")
                        .asText();
        container =
                AzureClients.storage(PLATFORM, storage.replaceFirst(".*/", ""), accountKey)
                        .getBlobContainerClient("azureml");
    }

    private void registryUnderItsKey() throws IOException {
        vault.letIn(identity(registry, Map.of("name", "Premium")));
        Map<String, Object> key =
                Map.of(
                        "status",
                        "enabled",
                        "keyVaultProperties",
                        Map.of("keyIdentifier", vault.uri() + "keys/registry"));
        patch(registry, Map.of("properties", Map.of("encryption", key)));
    }

    /** Principal of the identity that the resource is given. */
    private String identity(String resource, Map<String, String> sku) throws IOException {
        Map<String, String> own = Map.of("type", "SystemAssigned");
        return patch(
                        resource,
                        sku.isEmpty()
                                ? Map.of("identity", own)
                                : Map.of("identity", own, "sku", sku))
                .path("identity")
                .path("principalId")
                .asText();
    }

    private JsonNode patch(String resource, Map<String, Object> body) throws IOException {
        return client.json("PATCH", azure.arm(resource), owner, body).expect(200).json();
    }

    @AfterAll
    void takeTheRoleBack() throws IOException {
        client.json("DELETE", azure.arm(contributor), owner, null).expect(200, 204);
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    @Test
    void theStorageAccount() throws Exception {
        write("small", SMALL);
        write("large", LARGE);
        String second = vault.rotate("storage");
        assertThat(container.getBlobClient("large").downloadContent().toBytes()).isEqualTo(LARGE);
        write("after", SMALL);
        assertThat(
                        client.get(azure.arm(storage), owner)
                                .json()
                                .at(
                                        "/properties/encryption/keyvaultproperties/currentVersionedKeyIdentifier")
                                .asText())
                .isEqualTo(second);

        vault.enable("storage", false);
        try {
            assertForbidden(() -> container.getBlobClient("small").downloadContent());
            assertForbidden(() -> container.getBlobClient("large").getProperties());
            assertForbidden(() -> write("small", LARGE));
            assertThat(container.listBlobs()).isNotEmpty();
            writeRun("blobs-revoked").expect(200);
            images.push(SMALL).expect(201);
        } finally {
            vault.enable("storage", true);
        }
        assertThat(container.getBlobClient("small").downloadContent().toBytes()).isEqualTo(SMALL);
        assertThat(container.getBlobClient("large").downloadContent().toBytes()).isEqualTo(LARGE);
        assertThat(container.getBlobClient("after").downloadContent().toBytes()).isEqualTo(SMALL);
    }

    private void write(String name, byte[] content) {
        container
                .getBlobClient(name)
                .upload(new ByteArrayInputStream(content), content.length, true);
    }

    private static void assertForbidden(ThrowingCallable work) {
        assertThatThrownBy(work)
                .isInstanceOfSatisfying(
                        BlobStorageException.class,
                        e -> {
                            assertThat(e.getStatusCode()).isEqualTo(403);
                            assertThat(String.valueOf(e.getErrorCode()))
                                    .isEqualTo("KeyVaultEncryptionKeyNotFound");
                        });
    }

    @Test
    void theRunHistory() throws Exception {
        write("beside", SMALL);
        writeRun("r1").expect(200);
        String second = vault.rotate("runhistory");
        writeRun("r2").expect(200);
        JsonNode store = store();
        assertThat(store.path("keyVersion").asText()).isEqualTo(second);
        assertThat(store.path("documents").asInt()).isGreaterThanOrEqualTo(3);
        String before = runs().expect(200).text();

        vault.enable("runhistory", false);
        try {
            for (Answer refused : List.of(runs(), writeRun("r3"), metrics())) {
                refused.expect(403);
                assertThat(refused.text()).contains("KeyVaultWrapUnwrapFailure");
            }
            assertThat(container.getBlobClient("beside").downloadContent().toBytes())
                    .isEqualTo(SMALL);
        } finally {
            vault.enable("runhistory", true);
        }
        assertThat(runs().expect(200).text()).isEqualTo(before);
        metrics().expect(200);
    }

    private JsonNode store() throws IOException {
        JsonNode stores =
                client.get(
                                "https://localhost:"
                                        + PLATFORM.port(PlatformService.COMPUTE)
                                        + "/_mltwin/stores",
                                PLATFORM.tokens().administrator())
                        .expect(200)
                        .json();
        for (JsonNode store : stores) {
            if (workspace.equals(store.path("workspace").asText())) {
                return store;
            }
        }
        throw new AssertionError("no store of " + workspace + " among " + stores);
    }

    private Answer writeRun(String run) throws IOException {
        return client.json(
                "PATCH", history("/runs/" + run), owner, Map.of("tags", Map.of("of", run)));
    }

    private Answer runs() throws IOException {
        return client.get(history("/runs"), owner);
    }

    private Answer metrics() throws IOException {
        return client.json("POST", history("/metrics:query"), owner, Map.of());
    }

    private String history(String rest) {
        return azure.training("eastus", "history/v1.0", workspace, "/experiments/keys" + rest);
    }

    @Test
    void theRegistry() throws Exception {
        images.push(SMALL).expect(201);
        vault.rotate("registry");
        images.pull(SMALL).expect(200);
        images.push(LARGE).expect(201);

        vault.enable("registry", false);
        try {
            images.pull(SMALL).expect(403);
            Answer refused = images.push(SMALL).expect(403);
            assertThat(refused.json().at("/errors/0/code").asText()).isEqualTo("DENIED");
            writeRun("registry-revoked").expect(200);
        } finally {
            vault.enable("registry", true);
        }
        assertThat(images.pull(SMALL).expect(200).bytes()).isEqualTo(SMALL);
        assertThat(images.pull(LARGE).expect(200).bytes()).isEqualTo(LARGE);
    }
}
