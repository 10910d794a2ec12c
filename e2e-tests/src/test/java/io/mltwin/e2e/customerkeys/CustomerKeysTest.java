package io.mltwin.e2e.customerkeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobStorageException;
import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.e2e.fixtures.CustomerKeyVault;
import io.mltwin.e2e.fixtures.RegistryBlobs;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
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
@OnlyOn(value = Target.PROCESSES, because = OnlyOn.SAME_CODE)
@TestInstance(Lifecycle.PER_CLASS)
@ResourceLock(CustomerKeyedWorkspace.RIGHTS)
class CustomerKeysTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();
    private static final byte[] SMALL = random(1000);
    private static final byte[] LARGE = random(300_000);

    private final Azure azure = PLATFORM.azure();
    private final FlowClient client = PLATFORM.flowClient();
    private String owner;
    private CustomerKeyedWorkspace workspace;
    private CustomerKeyVault vault;
    private BlobContainerClient container;
    private RegistryBlobs images;

    @BeforeAll
    void aWorkspaceUnderThreeKeys() throws Exception {
        owner = azure.armToken("owner");
        workspace = new CustomerKeyedWorkspace(PLATFORM);
        vault = workspace.vault;
        workspace.create();
        container = workspace.container();
        images = new RegistryBlobs(PLATFORM, workspace.registry, "keys");
    }

    @AfterAll
    void takeTheRoleBack() throws IOException {
        workspace.takeTheRoleBack();
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
        assertThat(client.get(azure.arm(workspace.storage), owner)
                        .json()
                        .at("/properties/encryption/keyvaultproperties/currentVersionedKeyIdentifier")
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

    @Test
    void theFileShareOfAComputeInstance() throws Exception {
        String id =
                workspace.id + "/computes/keys-x" + UUID.randomUUID().toString().substring(0, 8);
        Map<String, Object> properties =
                Map.of("computeType", "ComputeInstance", "properties", Map.of("vmSize", "STANDARD_DS3_V2"));
        azure.await(
                client,
                client.json("PUT", azure.arm(id), owner, Map.of("location", "eastus", "properties", properties))
                        .expect(201),
                owner);
        assertThat(mount(id).path("mountState").asText()).isEqualTo("Mounted");

        vault.enable("storage", false);
        try {
            client.json("POST", azure.arm(id + "/restart"), owner, null).expect(202);
            assertThat(mount(id).path("mountState").asText()).isEqualTo("MountFailed");
            assertThat(mount(id).path("error").asText()).contains("KeyVaultEncryptionKeyNotFound");
        } finally {
            vault.enable("storage", true);
        }
        client.json("POST", azure.arm(id + "/restart"), owner, null).expect(202);
        assertThat(mount(id).path("mountState").asText()).isEqualTo("Mounted");
    }

    private JsonNode mount(String id) throws IOException {
        return client.get(azure.arm(id), owner).expect(200).json().at("/properties/properties/dataMounts/0");
    }

    private void write(String name, byte[] content) {
        container.getBlobClient(name).upload(new ByteArrayInputStream(content), content.length, true);
    }

    private static void assertForbidden(ThrowingCallable work) {
        assertThatThrownBy(work).isInstanceOfSatisfying(BlobStorageException.class, e -> {
            assertThat(e.getStatusCode()).isEqualTo(403);
            assertThat(String.valueOf(e.getErrorCode())).isEqualTo("KeyVaultEncryptionKeyNotFound");
        });
    }

    @Test
    void theRunHistory() throws Exception {
        write("next", SMALL);
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
            assertThat(container.getBlobClient("next").downloadContent().toBytes())
                    .isEqualTo(SMALL);
        } finally {
            vault.enable("runhistory", true);
        }
        assertThat(runs().expect(200).text()).isEqualTo(before);
        metrics().expect(200);
    }

    private JsonNode store() throws IOException {
        JsonNode stores = client.get(
                        "https://localhost:" + PLATFORM.port(PlatformService.COMPUTE) + "/_mltwin/stores",
                        PLATFORM.tokens().administrator())
                .expect(200)
                .json();
        for (JsonNode store : stores) {
            if (workspace.id.equals(store.path("workspace").asText())) {
                return store;
            }
        }
        throw new AssertionError("no store of " + workspace.id + " among " + stores);
    }

    private Answer writeRun(String run) throws IOException {
        return workspace.writeRun(run, run);
    }

    private Answer runs() throws IOException {
        return client.get(workspace.history("/runs"), owner);
    }

    private Answer metrics() throws IOException {
        return client.json("POST", workspace.history("/metrics:query"), owner, Map.of());
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
